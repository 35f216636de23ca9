"""Findings as text for a terminal: place, rule and message, the line with a caret, hints, and a count."""

from legacymap.domain.fault import Diagnostic
from legacymap.domain.place import Place
from legacymap.domain.validation import SourceLine, Validation
from legacymap.reports.closing import closing_line, made_by
from legacymap.reports.excerpt import excerpt
from legacymap.reports.inert import inert
from legacymap.reports.judgements import marking_text
from legacymap.reports.layout import hung
from legacymap.reports.screen import Screen, Style, painted
from legacymap.reports.tally import in_order, standing

_NARROWEST = 40


def findings_text(validation: Validation, source_line: SourceLine, screen: Screen) -> str:
    """Every finding by file, line, column and code, and a closing line with the counts.

    `source_line` gives the line on which a place begins, without its end; None where there is none to show.
    """
    screen = Screen(max(screen.width, _NARROWEST), screen.colour)
    parts = [
        "\n".join(_finding(diagnostic, source_line(diagnostic.place), screen))
        for diagnostic in in_order(validation.diagnostics)
        if standing(diagnostic) != "known"
    ]
    marking = [marking_text(validation.handling)] if validation.handling else []
    made = hung(made_by(validation.provenance), "", screen.width) if validation.provenance else []
    ending = "\n".join([closing_line(validation), *made])
    return "\n\n".join([*marking, *parts, ending, *marking]) + "\n"


def _finding(found: Diagnostic, line: str | None, screen: Screen) -> list[str]:
    style: Style = (
        "quiet" if found.waived is not None else "alarm" if found.severity == "error" else "caution"
    )
    severity = painted(found.severity, style, screen)
    head = f"{_place(found.place)}: {severity} {found.code} {found.name}: {inert(found.message)}"
    gutter = " " * len(str(found.place.line))
    lines = [head, *(_excerpt(line, found.place, style, screen) if line is not None else [])]
    remark = f"{gutter} = "
    lines += hung(inert(found.hint), f"{remark}hint: ", screen.width) if found.hint else []
    # A place stays whole, so that it can be clicked or copied.
    lines += [f"{remark}see: {_place(place)} {inert(words)}" for place, words in found.related]
    if found.waived is not None:
        lines += hung(inert(found.waived or "no reason given"), f"{remark}waived: ", screen.width)
    return lines


def _place(place: Place) -> str:
    return f"{inert(place.file)}:{place.line}:{place.column}"


def _excerpt(line: str, place: Place, style: Style, screen: Screen) -> list[str]:
    number = str(place.line)
    gutter = " " * len(number)
    shown, carets = excerpt(line, place, screen.width - len(number) - 3)
    bar = painted("|", "quiet", screen)
    below = carets.replace("^" * carets.count("^"), painted("^" * carets.count("^"), style, screen))
    return [
        f"{gutter} {bar}",
        f"{painted(number, 'quiet', screen)} {bar} {shown}".rstrip(),
        f"{gutter} {bar} {below}",
    ]
