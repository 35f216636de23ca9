"""For whom a return is made: the shipped audiences, and which routes of a record each lets out."""

import types
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Union, get_args, get_origin

from legacymap.domain.findings import Fault, Route
from legacymap.domain.nearest import did_you_mean
from legacymap.domain.sharing import EVERYTHING, Audience
from legacymap.domain.system import System
from legacymap.domain.values import Model

SHIPPED = ("internal", "government", "supplier", "public")
# Keys that hold sentences: they leave only where a route names them by themselves.
FREE_TEXT = frozenset(
    {
        "assessor", "basis", "description", "disposition", "evidence", "note", "notes", "purpose", "scope",
        "source", "sources", "summary", "what", "why", "work",
    }
)  # fmt: skip
# What a scan rests on besides scores: without these a return cannot count exactly.
COUNTED_BY = ("kind", "status", "depends_on", "used_by", "part_of", "remediation.plan.funded")
_DEEPEST = 6
_UNNAMED = frozenset({"id", "withheld", "owners"})  # `owner` speaks for both of its keys
_OF_ASSESSMENTS = (("assessment", "date"), ("assessment", "assessor"), ("assessment", "scores", "evidence"))


def shipped_audience(name: str) -> Path:
    """The file of a shipped audience."""
    return Path(__file__).with_name(f"{name}.yaml")


class Allowed:
    """The routes of a record that leave, asked by path: keys without the places in lists."""

    def __init__(self, audience: Audience) -> None:
        self._everything = audience.is_everything
        fields = {tuple(each.split(".")) for each in audience.fields}
        if audience.scores == "facts":
            fields |= {("assessment",)}
        self._fields = frozenset(fields)
        self._above = frozenset(each[:end] for each in self._fields for end in range(1, len(each)))
        self._known: dict[tuple[str, ...], bool] = {}

    def leaves(self, path: tuple[str, ...]) -> bool:
        """Whether the value at a path leaves; of a mapping, whether anything in it may."""
        found = self._known.get(path)
        if found is None:
            found = self._known[path] = self._everything or self._leaves(path)
        return found

    def is_named(self, path: tuple[str, ...]) -> bool:
        """Whether the value at a path, itself no mapping, leaves whole."""
        return self.leaves(path) and path not in self._above

    def _leaves(self, path: tuple[str, ...]) -> bool:
        if path in self._fields or path in self._above:
            return True
        ends = range(1, len(path))
        below = [end for end in ends if path[:end] in self._fields]
        return bool(below) and not any(step in FREE_TEXT for step in path[max(below) :])


def audience_faults(audience: Audience, route: Route) -> Iterator[Fault]:
    """What is wrong with an audience beyond its form: routes that no record has."""
    known = routes()
    for number, field in enumerate(audience.fields):
        if field == EVERYTHING or field in known:
            continue
        hint = did_you_mean(field, known) or "The routes are those of a record: `contracts.ends`."
        message = f"`{field[:80]}` is not a route of a record"
        if field in {"id", "assessment", "assessment.scores"}:
            message, hint = (
                f"`{field}` is not a route to name",
                "`scores` says how scores leave; ids always do.",
            )
        yield Fault("bad-choice", message, route.to("fields", number), hint, subject=("fields", number))


@lru_cache
def routes() -> Mapping[str, None]:
    """Every route that an audience may name, in the order of a record's keys."""
    found: dict[str, None] = {}
    for path in _routes(System, ()):
        if path[0] not in _UNNAMED and (path[0] != "assessment" or path in _OF_ASSESSMENTS):
            found[".".join(path)] = None
    return found


@lru_cache
def words() -> frozenset[str]:
    """The words that the format itself has for a record: its keys, and the values that a field allows."""
    found = {part for path in _routes(System, ()) for part in path}
    models: list[type[Model]] = [System]
    while models:
        for field in models.pop().model_fields.values():
            found |= {each for each in _literals(field.annotation) if isinstance(each, str)}
            inner = _model_in(field.annotation)
            models += [inner] if inner is not None else []
    return frozenset(found)


def _literals(annotation: object) -> Iterator[object]:
    for part in get_args(annotation):
        if get_origin(annotation) is Literal:
            yield part
        else:
            yield from _literals(part)


def _routes(model: type[Model], above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, field in model.model_fields.items():
        path = (*above, name)
        yield path
        inner = _model_in(field.annotation)
        if inner is not None and len(path) < _DEEPEST:
            yield from _routes(inner, path)


def _model_in(annotation: object) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    if get_origin(annotation) in {Annotated, Union, types.UnionType, tuple, dict}:
        return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
    return None
