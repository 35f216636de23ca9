"""A file that takes from another what it does not say itself (`extends`)."""

import dataclasses
import hashlib
import os
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from legacymap.domain.findings import Fault, Route
from legacymap.domain.findings import Path as Steps
from legacymap.reading.file import Opened, Reading, read_file
from legacymap.reading.files import File, is_within, shown
from legacymap.reading.fitting import fitted
from legacymap.reading.single import Single, read_single

_Model = TypeVar("_Model", bound=BaseModel)
EXTENDS = "extends"
_RULE = "base-unusable"
_SHOWN = 80


@dataclasses.dataclass(slots=True)
class _Layer:
    """A file of the chain: the document that counts in it, if there is one, and what is wrong with it."""

    path: Path
    file: File
    reading: Reading
    value: dict[str, object] | None = None
    route: Route = field(default_factory=lambda: Route(""))
    slipped: tuple[Steps, ...] = ()


def read_extending(path: Path, key: str, model: type[_Model]) -> Single[_Model]:
    """The first document of `path` with the key `key`, as `model`, with what it takes from others.

    The top-level keys that it does not name are those of the file that it extends, relative to it; and so on.
    """
    first = _layer(path, key)
    if first.value is None or not isinstance(first.value.get(EXTENDS), str):
        return read_single(path, key, model)
    layers, found = _chain(first, key)
    merged: dict[str, object] = {}
    origins: dict[str, Route] = {}
    for layer in layers:
        for name, value in (layer.value or {}).items():
            if value is not None and name not in merged:
                merged[name] = value
                origins[name] = layer.route
    fit = fitted(model, merged, first.route, first.slipped)
    faults = [fault for layer in layers for fault in layer.reading.faults]
    # What is missing for want of the file that it extends is not a fault of its own.
    own = tuple(relocated(fault, first.route, origins) for fault in (*faults, *(found or fit.faults)))
    digests = [layer.reading.sha256 for layer in layers]
    return Single(
        model=None if found else fit.model,
        faults=own,
        sha256=hashlib.sha256("\n".join(digests).encode()).hexdigest(),
        file=first.file,
        route=first.route,
        bases=tuple(layer.file for layer in layers[1:]),
        origins=origins,
    )


def relocated(fault: Fault, route: Route, origins: Mapping[str, Route]) -> Fault:
    """A fault of what a file says as a whole, at the place in the file of the chain that says it."""
    related = tuple((_moved(where, route, origins), words) for where, words in fault.related)
    where = fault.where
    moved = _moved(where, route, origins) if isinstance(where, Route) else where
    return replace(fault, where=moved, related=related)


def _moved(where: Route, route: Route, origins: Mapping[str, Route]) -> Route:
    if (where.file, where.document) != (route.file, route.document) or not where.path:
        return where
    origin = origins.get(str(where.path[0]))
    return where if origin is None else Route(origin.file, origin.document, where.path, where.on_key)


def _layer(path: Path, key: str) -> _Layer:
    file = File(path, shown(path), path.name)
    found: list[Opened] = []

    def keep(opened: Opened, _reading: Reading) -> None:
        value = opened.document.value
        if not found and isinstance(value, dict) and key in value:
            found.append(opened)

    reading = read_file(file, keep)
    if not found or not isinstance(found[0].document.value, dict):
        return _Layer(path, file, reading)
    return _Layer(path, file, reading, found[0].document.value, found[0].route, found[0].slipped_below(()))


def _chain(first: _Layer, key: str) -> tuple[list[_Layer], list[Fault]]:
    """The files from the first on, each extending the next; and why the last cannot go on, if so."""
    layers = [first]
    seen = [first.path.resolve()]
    while True:
        last = layers[-1]
        named = (last.value or {}).get(EXTENDS)
        if not isinstance(named, str):
            return layers, []
        path = last.path.parent / named
        where = last.route.to(EXTENDS)
        trouble = _trouble(path, last.path, named)
        if trouble:
            return layers, [Fault(_RULE, trouble[0], where, trouble[1], subject=(EXTENDS,))]
        if path.resolve() in seen:
            way = " → ".join(layer.file.shown for layer in layers)
            message = f"`extends` leads back to itself: {way} → {shown(path)}"
            hint = "Let one of the files stand alone."
            return layers, [Fault(_RULE, message, where, hint, subject=(EXTENDS,))]
        layer = _layer(path, key)
        if layer.value is None:
            message = f"`{named[:_SHOWN]}` has no key `{key}` at its top, so it is no {key} file"
            hint = f"Name a file that starts with `{key}:`."
            return layers, [
                *layer.reading.faults, Fault(_RULE, message, where, hint, subject=(EXTENDS,)),
            ]  # fmt: skip
        seen.append(path.resolve())
        layers.append(layer)


def _trouble(path: Path, from_file: Path, named: str) -> tuple[str, str] | None:
    """Why a file is not read: it leads out of all that the user has named, or is not there."""
    roots = (from_file.parent, Path.cwd())
    if not any(is_within(path, root) for root in roots):
        message = f"`{named[:_SHOWN]}` leads out of the folder of the file, and is not read"
        return message, "Put it below that folder or the one you work in."
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file may raise
        return f"There is no file `{named[:_SHOWN]}` beside this one", "Check the path."
    return None
