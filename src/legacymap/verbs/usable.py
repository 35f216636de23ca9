"""Files that a request rests on: without fault, or the request cannot be done."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from legacymap.domain.errors import RequestError
from legacymap.domain.fault import Diagnostic, Fault
from legacymap.domain.model import Model
from legacymap.domain.place import Place, Route
from legacymap.reading import Places, Single, read_single
from legacymap.rules import RULES_BY_NAME
from legacymap.rules.dressing import diagnostics

_Model = TypeVar("_Model", bound=Model)
Check = Callable[[_Model, Route], Iterable[Fault]]
_MOST = 50  # faults that one message lists
_NOWHERE = Places(())


@dataclass(frozen=True, slots=True)
class Usable(Generic[_Model]):
    """What a file without fault holds, the SHA-256 of its bytes, the route to it, and where that leads."""

    model: _Model
    sha256: str
    route: Route
    places: Places


def usable(
    path: Path, key: str, model: type[_Model], check: Check[_Model] | None = None, places: Places = _NOWHERE
) -> Usable[_Model]:
    """The document of kind `key` in a file; `check` may find more faults in it, of which warnings pass.

    `places` knows the other files that faults may lead to. Raises RequestError where the file is missing, or
    with every fault and its place: nothing is half-loaded.
    """
    if not path.is_file():
        raise RequestError(f"There is no {key} file `{path}`.", "Check the path.")
    read = read_single(path, key, model)
    wrong = [each for each in faults(read, check) if RULES_BY_NAME[each.rule].severity == "error"]
    places = places.beside(read.file)
    if wrong or read.model is None:
        raise _unusable(path, wrong, places)
    return Usable(read.model, read.sha256, read.route, places)


def faults(read: Single[_Model], check: Check[_Model] | None) -> list[Fault]:
    """What is wrong with a file: its form, or else what `check` finds in it."""
    if read.faults or read.model is None or check is None:
        return [*read.faults]
    return [*check(read.model, read.route)]


def listed_faults(found: Sequence[Diagnostic]) -> list[str]:
    """Faults as lines of a message, each with its place, remedy and what it relates to; the first 50."""
    lines = [line for each in found[:_MOST] for line in _lines(each)]
    return [*lines, f"… and {len(found) - _MOST} more."] if len(found) > _MOST else lines


def _unusable(path: Path, wrong: Iterable[Fault], places: Places) -> RequestError:
    found = diagnostics(places.located(wrong), {}, {})
    said = "1 fault" if len(found) == 1 else f"{len(found)} faults"
    return RequestError("\n".join([f"`{path}` cannot be used: it has {said}.", *listed_faults(found)]))


def _lines(found: Diagnostic) -> list[str]:
    """A fault as an inventory's errors are named, with its remedy and what it relates to."""
    related = [f"  = see: {_place(place)} {words}" for place, words in found.related]
    head = f"{_place(found.place)}: {found.severity} {found.code} {found.name}: {found.message}"
    return [head, *([f"  = hint: {found.hint}"] if found.hint else []), *related]


def _place(place: Place) -> str:
    return f"{place.file}:{place.line}:{place.column}"
