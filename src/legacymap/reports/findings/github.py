"""Findings as GitHub workflow commands, which become annotations of the lines that they are about."""

from collections.abc import Mapping

from legacymap.domain.fault import Diagnostic, Severity
from legacymap.domain.place import Place
from legacymap.domain.validation import Validation
from legacymap.reports.closing import closing_line
from legacymap.reports.discreet import message
from legacymap.reports.figures import counted
from legacymap.reports.inert import inert
from legacymap.reports.tally import in_order

MOST = 10  # annotations of a kind that GitHub shows of one step
_KINDS: tuple[Severity, ...] = ("error", "warning")


def findings_github(validation: Validation) -> str:
    """The first ten errors and the first ten warnings that count, how many more there are, and all counts."""
    counting = [each for each in in_order(validation.diagnostics) if each.counts]
    by_kind = {kind: [each for each in counting if each.severity == kind] for kind in _KINDS}
    lines = [_command(each) for kind in _KINDS for each in by_kind[kind][:MOST]]
    rest = [counted(len(by_kind[kind]) - MOST, kind) for kind in _KINDS if len(by_kind[kind]) > MOST]
    if rest:
        said = f"GitHub shows {MOST} annotations of a kind; {' and '.join(rest)} more are not among them."
        lines.append(f"::notice title=legacymap::{_data(said)}")
    return "".join(f"{line}\n" for line in [*lines, inert(closing_line(validation))])


def _command(found: Diagnostic) -> str:
    about = f" {found.system}" if found.system else ""
    properties = {**_where(found.place), "title": f"{found.code} {found.name}{about}"}
    stated = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    hint = f"\n{inert(found.discreet_hint)}" if found.discreet_hint else ""
    return f"::{found.severity} {stated}::{_data(f'{message(found)}.{hint}')}"


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
    return _data(inert(text)).replace(":", "%3A").replace(",", "%2C")
