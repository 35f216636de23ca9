"""Files that a request rests on: without fault, or the request cannot be done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from legacymap.domain.errors import RequestError
from legacymap.domain.fault import Fault
from legacymap.domain.model import Model
from legacymap.domain.place import Route
from legacymap.reading import Places, read_single

_Model = TypeVar("_Model", bound=Model)


@dataclass(frozen=True, slots=True)
class Usable(Generic[_Model]):
    """What a file without fault holds, and the SHA-256 of its bytes."""

    model: _Model
    sha256: str


def usable(
    path: Path,
    key: str,
    model: type[_Model],
    check: Callable[[_Model, Route], Iterable[Fault]] | None = None,
) -> Usable[_Model]:
    """The document of kind `key` in a file; `check` may find more faults in it.

    Raises RequestError where the file is missing, or with every fault and its place: nothing is half-loaded.
    """
    if not path.is_file():
        raise RequestError(f"There is no {key} file `{path}`.", "Check the path.")
    read = read_single(path, key, model)
    wrong = [*read.faults]
    if read.model is not None and not wrong and check is not None:
        wrong += check(read.model, read.route)
    if wrong or read.model is None:
        raise _unusable(path, wrong, Places([read.file]))
    return Usable(read.model, read.sha256)


def _unusable(path: Path, wrong: Iterable[Fault], places: Places) -> RequestError:
    lines = [
        f"{place.file}:{place.line}:{place.column}: {fault.message}"
        + (f" ({fault.hint})" if fault.hint else "")
        for fault, place, _ in places.located(wrong)
    ]
    said = "1 fault" if len(lines) == 1 else f"{len(lines)} faults"
    return RequestError("\n".join([f"`{path}` cannot be used: it has {said}.", *lines]))
