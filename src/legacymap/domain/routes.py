"""The routes of a record: the keys that lead to each of its fields."""

import types
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Union, get_args, get_origin

from legacymap.domain.system import System
from legacymap.domain.values import Model

_DEEPEST = 6


@lru_cache
def record_routes() -> tuple[tuple[str, ...], ...]:
    """The keys on the way to every field, those of items too, in the order of a record's keys."""
    return tuple(_routes(System, ()))


def model_in(annotation: object) -> type[Model] | None:
    """The model that a field holds: one, several, or by name."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    if get_origin(annotation) in {Annotated, Union, types.UnionType, tuple, dict}:
        return next((found for part in get_args(annotation) if (found := model_in(part))), None)
    return None


def _routes(model: type[Model], above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, about in model.model_fields.items():
        path = (*above, name)
        yield path
        inner = model_in(about.annotation)
        if inner is not None and len(path) < _DEEPEST:
            yield from _routes(inner, path)
