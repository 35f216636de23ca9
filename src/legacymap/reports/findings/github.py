"""Findings as GitHub workflow commands, which become annotations of the lines that they are about."""

from collections.abc import Mapping

from legacymap.domain.findings import Diagnostic, Place, Severity
from legacymap.domain.results import Validation
from legacymap.reports.escape import sanitised
from legacymap.reports.findings.text import closing_line, made_by
from legacymap.reports.formats.markdown import escape
from legacymap.reports.words import (
    FindingStatus,
    counted,
    finding_status,
    in_order,
    marking_text,
    message,
    sentences,
)

MOST = 10  # annotations of a kind that GitHub shows of one step
_KINDS: tuple[Severity, ...] = ("error", "warning")
_WORST_FIRST: tuple[FindingStatus, ...] = ("error", "warning", "waived", "known")
_HEAD = "| | place | rule | system | finding |\n| --- | --- | --- | --- | --- |\n"


def findings_github(validation: Validation) -> str:
    """The first ten errors and the first ten warnings that count, how many more there are, and all counts."""
    counting = [each for each in in_order(validation.diagnostics) if each.counts]
    by_kind = {kind: [each for each in counting if each.severity == kind] for kind in _KINDS}
    lines = [_command(each) for kind in _KINDS for each in by_kind[kind][:MOST]]
    rest = [counted(len(by_kind[kind]) - MOST, kind) for kind in _KINDS if len(by_kind[kind]) > MOST]
    if rest:
        said = f"GitHub shows {MOST} annotations of a kind; {' and '.join(rest)} more are not among them."
        lines.append(f"::notice title=legacymap::{_data(said)}")
    return "".join(f"{line}\n" for line in [*lines, sanitised(closing_line(validation))])


def command(kind: str, properties: Mapping[str, str], text: str) -> str:
    """A workflow command of a kind: error, warning or notice."""
    stated = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{kind} {stated}::{_data(text)}"


def step_summary(validation: Validation, room: int) -> str:
    """Counts and a table of every finding, the worst first, in at most `room` bytes of UTF-8.

    What does not fit is counted; the text is empty where there is no room for even that.
    """
    marking = [f"**{marking_text(validation.handling)}**"] if validation.handling else []
    opening = "\n\n".join([*marking, "## legacymap validate", escape(closing_line(validation))]) + "\n\n"
    source = [escape(made_by(validation.provenance))] if validation.provenance else []
    ending = "\n".join(["", *(f"{part}\n" for part in (*source, *marking))])
    rows = [_row(found) for found in _worst_first(validation)]
    table = _fitted(rows, room - len(f"{opening}{_HEAD}{ending}".encode()))
    text = f"{opening}{table}{ending}"
    return text if len(text.encode()) <= room else ""


def _command(found: Diagnostic) -> str:
    about = f" {found.redacted_system}" if found.redacted_system else ""
    properties = {**_where(found.place), "title": f"{found.code} {found.name}{about}"}
    hint = f"\n{sanitised(found.redacted_hint)}" if found.redacted_hint else ""
    return command(found.severity, properties, f"{message(found)}.{hint}")


def _where(place: Place) -> Mapping[str, str]:
    """File and lines, and columns where they are in one line: GitHub refuses others."""
    lines = {"file": place.file, "line": str(place.line), "endLine": str(place.end_line)}
    if place.line != place.end_line:
        return lines
    return {**lines, "col": str(place.column), "endColumn": str(place.end_column)}


def _data(text: str) -> str:
    """Text as the message of a command."""
    for found, said in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(found, said)
    return text


def _property(text: str) -> str:
    """Text as the value of a property of a command."""
    return _data(sanitised(text)).replace(":", "%3A").replace(",", "%2C")


def _worst_first(validation: Validation) -> list[Diagnostic]:
    return sorted(
        in_order(validation.diagnostics), key=lambda found: _WORST_FIRST.index(finding_status(found))
    )


def _row(found: Diagnostic) -> str:
    place = found.place.text
    cells = (
        finding_status(found),
        place,
        f"{found.code} {found.name}",
        found.redacted_system,
        sentences(found),
    )
    return f"| {' | '.join(escape(cell) for cell in cells)} |\n"


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
