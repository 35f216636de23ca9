"""The errors of an inventory that a command used all the same."""

from collections.abc import Iterable

from legacymap.cli.output import note
from legacymap.domain.fault import Diagnostic


def inventory_errors(diagnostics: Iterable[Diagnostic], *, strict: bool) -> int:
    """Names each error that is not waived on stderr; 1 when there are any, else 0 (the exit code)."""
    errors = [each for each in diagnostics if each.severity == "error" and each.waived is None]
    hints: set[str] = set()
    for error in errors:
        place = error.place
        said = f"{place.file}:{place.line}:{place.column}: error {error.code} {error.name}: {error.message}"
        note(said, "" if error.hint in hints else error.hint)  # one remedy for many is said once
        hints.add(error.hint)
    if errors:
        count, touched = (
            ("1 error", "it touches") if len(errors) == 1 else (f"{len(errors)} errors", "they touch")
        )
        done = "nothing was produced (--strict)" if strict else f"what {touched} counts as unknown"
        note(f"legacymap: the inventory has {count}; {done}.", "`legacymap validate` shows the lines.")
    return int(bool(errors))
