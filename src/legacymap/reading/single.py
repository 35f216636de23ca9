"""Files that are read one by one: settings, scenarios and their like, baselines, and files to be edited."""

import os
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Fault, Place, Route
from legacymap.domain.frozen import dataclass
from legacymap.domain.settings import BASELINE_FORMAT, Baseline
from legacymap.reading.documents import documents
from legacymap.reading.file import Opened, Reading, read_file
from legacymap.reading.files import File, content, shown
from legacymap.reading.fitting import fitted
from legacymap.reading.plain_lines import plain_value
from legacymap.reading.salvage import salvaged
from legacymap.reading.text import Unreadable, decoded, decoded_around, legible

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Single(Generic[_Model]):
    """What a file of one kind holds (None when that is unusable), its faults, and where it stands.

    `sha256` is that of the file's bytes, `route` leads to the document; `is_blank` says that the file holds
    nothing at all. `bases` are the files that it extends, `origins` the documents that top-level keys are
    from, where it extends any.
    """

    model: _Model | None
    faults: tuple[Fault, ...]
    sha256: str
    file: File
    route: Route
    is_blank: bool = False
    bases: tuple[File, ...] = ()
    origins: Mapping[str, Route] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class Original:
    """A file's byte order mark (often empty), its text after that, and what each of its documents holds."""

    mark: str
    text: str
    values: tuple[object, ...]


def original(file: File) -> Original:
    """The file's text and values; RequestError where it cannot be read as YAML."""
    read = content(file)
    if isinstance(read, Fault):
        raise RequestError(f"`{file.shown}`: {read.message}.", read.hint)
    try:
        text = decoded(read)
        values = values_of(text)
    except Unreadable as stopped:
        place = legible(file.shown, read).place(stopped.position, stopped.position)
        message = f"{place.text}: {stopped.message}."
        raise RequestError(message, f"Mend it first. {stopped.hint}") from None
    whole = read.decode("utf-8")
    return Original(whole[: len(whole) - len(text)], text, values)


def legible_part(file: File) -> Original:
    """What can be read of a file, with the values of its documents: what breaks it is left out.

    Nothing may be written by it. RequestError where nothing can be read.
    """
    read = content(file)
    around = None if isinstance(read, Fault) else decoded_around(read)
    if around is None:
        return original(file)
    try:
        text = salvaged(around).text
        return Original("", text, values_of(text))
    except Unreadable:
        return original(file)


def values_of(text: str) -> tuple[object, ...]:
    """What each document of a text holds; raises Unreadable where it cannot be read as YAML."""
    return tuple(document.value for document in documents(text, placed=False))


def values_of_few_lines(text: str) -> tuple[object, ...]:
    """The same, sooner where the text is plain; it is shared between texts, so that nobody may change it."""
    plain = plain_value(text)
    return values_of(text) if plain is None else (plain,)


_HINT = "`legacymap validate --write-baseline FILE` writes one."


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file; raises RequestError where it is missing, unreadable or something else."""
    if not os.path.lexists(path):
        raise RequestError(f"There is no baseline `{path}`.", _HINT)
    read = content(File(path, shown(path), path.name))
    if isinstance(read, Fault):
        raise RequestError(f"The baseline `{path}` cannot be used. {read.message}.", read.hint)
    try:
        return Baseline.model_validate_json(read)
    except ValidationError as error:
        raise RequestError(f"`{path}` is not a baseline: {_why(error)}.", _HINT) from None


def _why(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(step) for step in first["loc"])
    if first["type"] == "json_invalid":
        return "it does not hold JSON"
    if where == "format":
        return f"its `format` is not `{BASELINE_FORMAT}`"
    return f"`{where}` does not fit" if where else "it does not hold a mapping"
