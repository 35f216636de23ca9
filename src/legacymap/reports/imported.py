"""What an import found, for people and for CI; JSON is the document itself."""

from collections.abc import Mapping, Sequence

from legacymap.domain.imports import CellObject, Import, ImportFinding, InventoryPlace, Weighs
from legacymap.reports.escape import defused, sanitised
from legacymap.reports.findings.github import command
from legacymap.reports.terminal import Style, hung, painted
from legacymap.reports.view import Screen

_STYLES: Mapping[Weighs, Style] = {"error": "alarm", "warning": "caution", "note": "quiet"}
_KINDS: Mapping[Weighs, str] = {"error": "error", "warning": "warning", "note": "notice"}


def import_text(done: Import, screen: Screen) -> str:
    """The findings, each with its place, hint and further places; of a dry run the difference first."""
    shown = "\n".join(f"{line[:1]}{defused(line[1:])}" for line in done.difference.splitlines())
    parts = [*([shown] if shown else []), *_paragraphs(done.document["findings"], screen)]
    return "\n\n".join(parts) + "\n" if parts else ""


def _paragraphs(findings: Sequence[ImportFinding], screen: Screen) -> list[str]:
    """The findings as paragraphs; neighbours with one hint and nothing more to show share it."""
    parts: list[list[str]] = []
    last: tuple[str, str] | None = None
    for each in findings:
        lines = _finding(each, screen)
        is_plain = not each["related"] and not each["places"]
        if is_plain and last == (each["rule"], each["hint"]):
            parts[-1].insert(parts[-1].index(lines[1]) if len(lines) > 1 else len(parts[-1]), lines[0])
            continue
        parts.append(lines)
        last = (each["rule"], each["hint"]) if is_plain else None
    return ["\n".join(lines) for lines in parts]


def import_github(done: Import) -> str:
    """The findings as annotations of a GitHub job; no value that may not be quoted is in them."""
    return "".join(f"{_annotation(each)}\n" for each in done.document["findings"])


def _annotation(found: ImportFinding) -> str:
    where = {"file": found["file"], "line": str(found["line"] or 1)}
    title = {"title": f"{found['rule']} {found['name']}"}
    return command(_KINDS[found["severity"]], {**where, **title}, f"{found['text']}: {found['message']}.")


def _finding(found: ImportFinding, screen: Screen) -> list[str]:
    severity = painted(found["severity"], _STYLES[found["severity"]], screen)
    place, message = sanitised(found["text"]), sanitised(found["message"])
    lines = [f"{place}: {severity} {found['rule']} {found['name']}: {message}"]
    lines += hung(sanitised(found["hint"]), "  = hint: ", screen.width) if found["hint"] else []
    lines += [f"  = see: {_place(each)} {sanitised(each['message'])}" for each in found["related"]]
    also = [_cell(each) for each in found["places"]]
    more = found["count"] - len(also) - 1
    if also:
        named = ", ".join([*also, *([f"and {more:,} more"] if more > 0 else [])])
        lines += hung(named, "  = also: ", screen.width)
    return lines


def _place(place: InventoryPlace) -> str:
    return f"{sanitised(place['file'])}:{place['line']}:{place['column']}"


def _cell(place: CellObject) -> str:
    return sanitised(place["cell"] or place["pointer"] or f"line {place['line']}")
