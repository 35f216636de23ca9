"""What a command on an inventory hands over: a text in some format, the inventory's errors, an exit code."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import cache

from legacymap.cli.options import CommonOptions
from legacymap.cli.output import Target, Text, deliver, is_coloured, marked, note, width
from legacymap.domain.findings import Diagnostic
from legacymap.domain.frozen import dataclass
from legacymap.reports.view import View


def hand_over(asked: CommonOptions, diagnostics: Iterable[Diagnostic], text: Callable[[], Text]) -> int:
    """Delivers a text where it was asked to go, beside the inventory's errors; the exit code.

    With --strict nothing is made while there are errors.
    """
    code = inventory_errors(diagnostics, strict=asked.strict)
    if not (code and asked.strict):
        deliver(text(), asked.output)
    return code


def answered(
    asked: CommonOptions,
    chosen: str,
    diagnostics: Iterable[Diagnostic],
    document: Callable[[], object],
    view: Callable[[], View],
) -> int:
    """Hands over a result as `document_or_view` shows it; the exit code."""
    return hand_over(asked, diagnostics, lambda: document_or_view(chosen, asked, document, view))


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one result: its document, its view, and by format what is drawn in a way of its own."""

    document: Callable[[], object]
    view: Callable[[], View]
    drawn: Mapping[str, Callable[[], str]] = field(default_factory=dict)


def answered_in_all(
    asked: CommonOptions, targets: Sequence[Target], diagnostics: Iterable[Diagnostic], forms: Forms
) -> int:
    """Hands one result over in several formats, each to its own place; the exit code.

    All texts are made before the first is delivered: a fault on the way leaves no file without the others.
    """
    code = inventory_errors(diagnostics, strict=asked.strict)
    if code and asked.strict:
        return code
    once = cache(forms.view)
    texts = [
        forms.drawn[target.format]()
        if target.format in forms.drawn
        else "".join(
            document_or_view(target.format, replace(asked, output=target.file), forms.document, once)
        )
        for target in targets
    ]
    for target, text in zip(targets, texts, strict=True):
        deliver(text, target.file)
    return code


def document_or_view(
    chosen: str, asked: CommonOptions, document: Callable[[], object], view: Callable[[], View]
) -> Text:
    """A result (frozen dataclasses) as JSON for programs, or as its view in one of the formats for people."""
    if chosen == "json":
        from legacymap.reports.serial import document_parts

        return document_parts(document())
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.view import Screen

    text = FORMATS[chosen](view(), Screen(width(asked.output), is_coloured(asked.color, asked.output)))
    return as_asked(asked, chosen, text)


def as_asked(asked: CommonOptions, chosen: str, text: Text) -> Text:
    """The text; CSV that becomes a file with a byte order mark, unless it is to go without."""
    return text if asked.bom == "off" else marked(text, chosen, asked.output)


def inventory_errors(diagnostics: Iterable[Diagnostic], *, strict: bool) -> int:
    """Names each error that is not waived on stderr; 1 when there are any, else 0 (the exit code)."""
    errors = [each for each in diagnostics if each.severity == "error" and each.waived is None]
    hints: set[str] = set()
    for error in errors:
        place = error.place
        said = f"{place.text}: error {error.code} {error.name}: {error.message}"
        note(said, "" if error.hint in hints else error.hint)  # one remedy for many is said once
        hints.add(error.hint)
    if errors:
        count, touched = (
            ("1 error", "it touches") if len(errors) == 1 else (f"{len(errors)} errors", "they touch")
        )
        done = "nothing was produced (--strict)" if strict else f"what {touched} counts as unknown"
        note(f"legacymap: the inventory has {count}; {done}.", "`legacymap validate` shows the lines.")
    return int(bool(errors))
