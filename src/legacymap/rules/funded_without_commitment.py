"""A plan is funded, but none of the options is committed.

Why: A plan for the whole estate may then start the work in any year, or never,
though there is money for it.

Mend: Write `committed:` with the year of its start at the option that the money is
for; or correct `funded`.

Wrong:

    owner: Asylum operations
    remediation:
      plan:
        agreed: yes
        funded: yes
        milestones: [{date: 2027-09, what: Data migrated}]
        work: Replace the batch suite with event-driven services
        disposition: Mainframe switched off, data archived for 7 years
      options: [{id: move, approach: rehost, rdel: [£2m]}]

Right:

    owner: Asylum operations
    remediation:
      plan:
        agreed: yes
        funded: yes
        milestones: [{date: 2027-09, what: Data migrated}]
        work: Replace the batch suite with event-driven services
        disposition: Mainframe switched off, data archived for 7 years
      options: [{id: move, approach: rehost, rdel: [£2m], committed: 2027-28}]
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.inventory import written
from legacymap.rules.context import Context
from legacymap.rules.decisions import options_of

CODE = "LM417"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every plan with `funded: yes` of a system with options of which none is committed."""
    for record in context.stating("plan.funded"):
        plan = record.system.remediation.plan if record.system.remediation else None
        options = [each for each in options_of(record) if each.approach != "retain"]
        if plan is None or plan.funded != "yes" or not options or record.system.status == "retired":
            continue
        meant = [each for each in options if plan.option in {None, each.id}] or options
        if any(each.committed is not None for each in meant) or _are_unread(record.invalid):
            continue
        path: Path = ("remediation", "plan", "funded")
        named = f"`{meant[0].id}`" if len(meant) == 1 else "none of the options"
        verb = "is not committed" if len(meant) == 1 else "is committed"
        yield Fault(
            "funded-without-commitment",
            f"The plan of `{record.id}` is funded, but {named} {verb}",
            record.at(*path),
            "Write `committed:` with the year of the start at the option that the money is for.",
            record.id,
            written(path, record.invalid),
            "The plan is funded, but no option is committed",
        )


def _are_unread(invalid: tuple[Path, ...]) -> bool:
    """Whether a commitment may have been set aside unread."""
    return any(path[:2] == ("remediation", "options") for path in invalid)
