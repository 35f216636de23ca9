"""How sound the inventory is that an output rests on."""

from legacymap.domain.fault import Diagnostic
from legacymap.reports.tally import tally, tally_text
from legacymap.reports.view import Prose


def findings(diagnostics: tuple[Diagnostic, ...]) -> Prose:
    """A sentence that counts errors and warnings and says where they are listed."""
    where = "; legacymap validate lists them." if diagnostics else "."
    return Prose(f"The inventory has {tally_text(tally(diagnostics))}{where}")
