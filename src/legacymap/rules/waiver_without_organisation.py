"""A waiver names a system by its short id in a document without an organisation.

Why: A short id means a system of the document's own organisation. Where the document
names none, the waiver speaks of no system and waives nothing.

Mend: Write the full id, `organisation/system`, or name the organisation at the top of
the document.

Wrong:

    organisation: {id: home-office, name: Home Office}
    systems:
    - {id: case-tracker, name: Case tracker}
    ---
    waivers:
    - rule: LM204
      system: case-tracker
      reason: Contract under renegotiation
      expires: 2027-03-31

Right:

    organisation: {id: home-office, name: Home Office}
    systems:
    - {id: case-tracker, name: Case tracker}
    ---
    waivers:
    - rule: LM204
      system: home-office/case-tracker
      reason: Contract under renegotiation
      expires: 2027-03-31
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import Context

CODE = "LM219"
SEVERITY: Severity = "error"


def check(context: Context) -> Iterator[Fault]:
    """Every waiver of a short id in a document that names no organisation."""
    for each in context.inventory.waivers:
        named = each.waiver.system
        if each.organisation or "/" in named:
            continue
        meant = [system for system in context.inventory.records if system.endswith(f"/{named}")]
        yield Fault(
            "waiver-without-organisation",
            f"The waiver names `{named}`, but its document names no organisation, so it waives nothing",
            each.route.to("system"),
            f"Write `{meant[0]}`." if len(meant) == 1 else "Write `organisation/system`.",
            "",
            ("system",),
            "The waiver names a system without its organisation, so it waives nothing",
        )
