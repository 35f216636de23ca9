"""Findings as the Markdown of a step summary of GitHub Actions."""

from legacymap.domain.fault import Diagnostic
from legacymap.domain.validation import Validation
from legacymap.reports.closing import closing_line, made_by
from legacymap.reports.discreet import sentences
from legacymap.reports.formats.markdown import letters
from legacymap.reports.judgements import marking_text
from legacymap.reports.tally import Standing, in_order, standing

_WORST_FIRST: tuple[Standing, ...] = ("error", "warning", "waived", "known")
_HEAD = "| | place | rule | system | finding |\n| --- | --- | --- | --- | --- |\n"


def step_summary(validation: Validation, room: int) -> str:
    """Counts and a table of every finding, the worst first, in at most `room` bytes of UTF-8.

    What does not fit is counted; the text is empty where there is no room for even that.
    """
    marking = [f"**{marking_text(validation.handling)}**"] if validation.handling else []
    opening = "\n\n".join([*marking, "## legacymap validate", letters(closing_line(validation))]) + "\n\n"
    source = [letters(made_by(validation.provenance))] if validation.provenance else []
    ending = "\n".join(["", *(f"{part}\n" for part in (*source, *marking))])
    rows = [_row(found) for found in _worst_first(validation)]
    table = _fitted(rows, room - len(f"{opening}{_HEAD}{ending}".encode()))
    text = f"{opening}{table}{ending}"
    return text if len(text.encode()) <= room else ""


def _worst_first(validation: Validation) -> list[Diagnostic]:
    return sorted(in_order(validation.diagnostics), key=lambda found: _WORST_FIRST.index(standing(found)))


def _row(found: Diagnostic) -> str:
    place = f"{found.place.file}:{found.place.line}:{found.place.column}"
    cells = (standing(found), place, f"{found.code} {found.name}", found.system, sentences(found))
    return f"| {' | '.join(letters(cell) for cell in cells)} |\n"


def _fitted(rows: list[str], room: int) -> str:
    """The table with as many rows as there is room for, and a count of the others."""
    if not rows:
        return ""
    sizes = [len(row.encode()) for row in rows]
    if sum(sizes) <= room:
        return _HEAD + "".join(rows)
    left = room - len(_more(len(rows)).encode())
    kept = 0
    for size in sizes:
        left -= size
        if left < 0:
            break
        kept += 1
    return (_HEAD + "".join(rows[:kept]) if kept else "") + _more(len(rows) - kept)


def _more(count: int) -> str:
    return f"\n{count:,} more findings do not fit here.\n"
