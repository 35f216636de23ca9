"""A file of one kind: settings, a framework, a lifecycle file, or a scenario."""

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from legacymap.domain.findings import Fault, Place, Route
from legacymap.reading.file import Opened, Reading, read_file
from legacymap.reading.fitting import fitted
from legacymap.reading.folders import File, shown

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Single(Generic[_Model]):
    """What a file of one kind holds (None when that is unusable), its faults, and where it stands.

    `sha256` is that of the file's bytes, `route` leads to the document; `is_blank` says that the file holds
    nothing at all.
    """

    model: _Model | None
    faults: tuple[Fault, ...]
    sha256: str
    file: File
    route: Route
    is_blank: bool = False


def read_single(path: Path, key: str, model: type[_Model], *, inner: bool = False) -> Single[_Model]:
    """The first document of `path` with the key `key`, as `model`; with `inner`, the value under that key.

    A file without such a document has the fault `not-of-this-kind`.
    """
    file = File(path, shown(path), path.name)
    found: list[_Model] = []
    routes: list[Route] = []
    is_blank = True

    def keep(opened: Opened, reading: Reading) -> None:
        nonlocal is_blank
        value = opened.document.value
        is_blank = is_blank and value is None
        if routes or not isinstance(value, dict) or key not in value:
            return
        steps = (key,) if inner else ()
        routes.append(opened.route.to(*steps))
        content = ({} if value[key] is None else value[key]) if inner else value
        fit = fitted(model, content, routes[0], opened.slipped_below(steps))
        reading.faults += fit.faults
        if fit.model is not None:
            found.append(fit.model)

    reading = read_file(file, keep)
    if not routes and reading.is_readable:
        message = f"The file has no key `{key}`, so it is no {key} file"
        hint = f"Name a file that starts with `{key}:`."
        reading.faults.append(Fault("not-of-this-kind", message, Place(file.shown), hint))
    route = routes[0] if routes else Route(file.shown)
    usable = found[0] if found else None
    is_blank = is_blank and reading.is_readable
    return Single(usable, tuple(reading.faults), reading.sha256, file, route, is_blank)
