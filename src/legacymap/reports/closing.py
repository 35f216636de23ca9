"""How a list of findings ends: with its counts, and with what it rests on."""

from legacymap.domain.survey import Provenance
from legacymap.domain.validation import Validation
from legacymap.reports.figures import counted
from legacymap.reports.tally import tally, tally_text

_DIGITS = 16


def closing_line(validation: Validation) -> str:
    """The counts: `2 errors and 1 waived in 12 files, 40 systems; 3 known from the baseline`."""
    counts = tally(validation.diagnostics)
    found = tally_text(counts)
    if counts.known and not any((counts.errors, counts.warnings, counts.waived)):
        found = "no new findings"
    read = f"{counted(validation.files, 'file')}, {counted(validation.systems, 'system')}"
    known = f"; {counts.known:,} known from the baseline" if counts.known else ""
    return f"{found[0].upper()}{found[1:]} in {read}{known}"


def made_by(source: Provenance) -> str:
    """What a validation rests on, in one line."""
    editions = (source.framework, source.lifecycle)
    named = ", ".join(f"{each.id} {each.version} ({each.sha256[:_DIGITS]})" for each in editions)
    inventory = f"inventory {source.inventory_sha256[:_DIGITS]}"
    return f"legacymap {source.legacymap}, {named}, {inventory}, as of {source.as_of}, prior {source.prior}"
