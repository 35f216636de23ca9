"""Findings for people at a terminal: the line of a file that each speaks of, with its place marked."""

from legacymap.domain.findings import Diagnostic, Place
from legacymap.domain.results import CatalogueEdition, Edition, Provenance, SourceLine, Validation
from legacymap.reports.escape import defused, sanitised, uncommanding
from legacymap.reports.terminal import ELLIPSIS, Style, cells, cut, hung, painted
from legacymap.reports.view import Screen
from legacymap.reports.words import counted, finding_status, in_order, marking_text, tally, tally_text

_TAB = "    "
_NEAR = 4
_DIGITS = 16
_NARROWEST = 40


def excerpt(line: str, place: Place, width: int) -> tuple[str, str]:
    """The line as it may be shown, and spaces and carets for the line below it; both fit the width.

    A long line is cut around the place; a place of several lines is marked to the end of its first.
    """
    start = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    # Lines may be megabytes long: what is too far from the place to be shown is not looked at.
    near = _NEAR * width
    before, marked, after = (
        _plain(part)
        for part in (
            line[max(start - near, 0) : start],
            line[start : min(end, start + near)],
            line[end : end + near],
        )
    )
    before = ELLIPSIS + before if start > near else before
    lead = _tail(before, max(width // 2, width - max(cells(marked + after), 1)))
    shown = cut(lead + marked + after.rstrip(), width)
    carets = min(max(cells(marked.rstrip()), 1), max(width - cells(lead), 1))
    return shown, " " * cells(lead) + "^" * carets


def closing_line(validation: Validation) -> str:
    """The counts: `2 errors and 1 waived in 12 files, 40 systems; 3 known from the baseline`.

    Files that could not be read whole are counted where no finding that is listed says so.
    """
    counts = tally(validation.diagnostics)
    found = tally_text(counts)
    if counts.known and not any((counts.errors, counts.warnings, counts.waived)):
        found = "no new findings"
    read = f"{counted(validation.files, 'file')}, {counted(validation.systems, 'system')}"
    if validation.asked:
        named = f"{counted(len(validation.names), 'file')} at {counted(validation.asked, 'named path')}"
        read = f"{named}, of {read} read"
    known = f"; {counts.known:,} known from the baseline" if counts.known else ""
    passed = f"; {counted(validation.passed, 'other YAML file')} passed over" if validation.passed else ""
    return f"{found[0].upper()}{found[1:]} in {read}{known}{passed}{_unread(validation)}"


def made_by(source: Provenance) -> str:
    """What a validation rests on, in one line."""
    editions: tuple[Edition | CatalogueEdition, ...] = (source.framework, source.lifecycle)
    named = ", ".join(f"{each.id} {each.version} ({each.sha256[:_DIGITS]})" for each in editions)
    inventory = f"inventory {source.inventory_sha256[:_DIGITS]}"
    return f"legacymap {source.legacymap}, {named}, {inventory}, as of {source.as_of}, prior {source.prior}"


def findings_text(validation: Validation, source_line: SourceLine, screen: Screen) -> str:
    """Every finding by file, line, column and code, and a closing line with the counts.

    `source_line` gives the line on which a place begins, without its end; None where there is none to show.
    """
    screen = Screen(max(screen.width, _NARROWEST), screen.colour)
    parts = [
        "\n".join(_finding(diagnostic, source_line(diagnostic.place), screen))
        for diagnostic in in_order(validation.diagnostics)
        if finding_status(diagnostic) != "known"
    ]
    marking = [marking_text(validation.handling)] if validation.handling else []
    made = hung(made_by(validation.provenance), "", screen.width) if validation.provenance else []
    ending = "\n".join([closing_line(validation), *made])
    return uncommanding("\n\n".join([*marking, *parts, ending, *marking]) + "\n")


def _unread(validation: Validation) -> str:
    files = validation.incomplete.files if validation.incomplete else ()
    silent = len(set(files) - {each.place.file for each in validation.diagnostics})
    return f"; {counted(silent, 'file')} could not be read whole" if silent else ""


def _plain(text: str) -> str:
    return defused(text.replace("\t", _TAB).rstrip("\r\n"))


def _tail(text: str, width: int) -> str:
    """The end of a text, after an ellipsis where it takes more than `width` cells."""
    if cells(text) <= width:
        return text
    kept = ""
    for character in reversed(text):
        if cells(character + kept) >= width:
            break
        kept = character + kept
    return ELLIPSIS + kept


def _finding(found: Diagnostic, line: str | None, screen: Screen) -> list[str]:
    style: Style = (
        "quiet" if found.waived is not None else "alarm" if found.severity == "error" else "caution"
    )
    severity = painted(found.severity, style, screen)
    head = f"{_place(found.place)}: {severity} {found.code} {found.name}: {sanitised(found.message)}"
    gutter = " " * len(str(found.place.line))
    lines = [head, *(_excerpt(line, found.place, style, screen) if line is not None else [])]
    remark = f"{gutter} = "
    lines += hung(sanitised(found.hint), f"{remark}hint: ", screen.width) if found.hint else []
    # A place stays whole, so that it can be clicked or copied.
    lines += [f"{remark}see: {_place(place)} {sanitised(words)}" for place, words in found.related]
    if found.waived is not None:
        lines += hung(sanitised(found.waived or "no reason given"), f"{remark}waived: ", screen.width)
    return lines


def _place(place: Place) -> str:
    return f"{sanitised(place.file)}:{place.line}:{place.column}"


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
