"""Pydantic's complaints in plain English, each under the rule that it breaks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from legacymap.domain.nearest import did_you_mean, listed
from legacymap.domain.place import Path, path_text

_LONGEST = 60
_FEW = 10
_FEW_HOMES = 3
_EXPECTED = {
    "string_type": "Text was expected here",
    "tuple_type": "A list was expected here",
    "list_type": "A list was expected here",
    "dict_type": "A mapping was expected here",
    "model_type": "A mapping was expected here",
    "model_attributes_type": "A mapping was expected here",
    "too_short": "At least one item was expected here",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A complaint: the rule it breaks, the sentence, the same without any value, and the remedy."""

    rule: str
    message: str
    discreet: str
    hint: str = ""


def worded(error: ErrorDetails, model: type[BaseModel]) -> Wording:
    """What to tell the user of one error that validating against `model` gave."""
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if "message" in context and value is not None:
        return Wording(kind, str(context["message"]), str(context["discreet"]), str(context["hint"]))
    if kind == "missing":
        key = error["loc"][-1]
        return _plain("missing-key", f"`{key}` is missing", f"Add `{key}:` here.")
    if kind == "extra_forbidden":
        return _unknown_key(error["loc"], model)
    if kind == "literal_error" and isinstance(value, str):
        choices = [word.strip("' ") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
        hint = did_you_mean(value, choices) or f"Write {listed(choices)}."
        return Wording(
            "bad-choice",
            f"`{value[:_LONGEST]}` is not one of {listed(choices, 'and')}",
            f"The value is not one of {listed(choices, 'and')}",
            hint,
        )
    return _wrong_type(kind, value)


def _plain(rule: str, message: str, hint: str = "") -> Wording:
    return Wording(rule, message, message, hint)


def _wrong_type(kind: str, value: object) -> Wording:
    expected = _EXPECTED.get(kind, "One value was expected here")
    if value is None:
        return _plain("wrong-type", "The item is empty", "Write a value, or delete the item.")
    given = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "one value"
    hint = ""
    if "list" in expected and isinstance(value, str):
        hint = "Start each item with `- `, or write them in brackets: `[one, two]`."
    return _plain("wrong-type", f"{expected}, not {given}", hint)


def _unknown_key(path: Path, model: type[BaseModel]) -> Wording:
    key = str(path[-1])
    hint = _key_hint(key, model_at(model, path[:-1]), model)
    said = "is not a key that is known here"
    return Wording("unknown-key", f"`{key[:_LONGEST]}` {said}", f"This {said}", hint)


@lru_cache(maxsize=1024)
def _key_hint(key: str, here: type[BaseModel] | None, model: type[BaseModel]) -> str:
    if len(key) == 3 and key.isdigit():
        return "If it is the rest of a number that a comma has split, quote the number, or write £1.25m."
    known = list(here.model_fields) if here else []
    hint = f"{_home(key, model)} {did_you_mean(key, known)}".strip()
    few = f"The keys here are {listed(known, 'and')}; your" if 0 < len(known) < _FEW else "Your"
    return hint or f"{few} own keys start with `x-`."


def _home(key: str, model: type[BaseModel]) -> str:
    """Where a key belongs that is known elsewhere."""
    homes = [path_text(home) for home in key_homes(model).get(key, ())]
    if not homes:
        return ""
    return f"It belongs at {listed([f'`{home}`' for home in homes[:_FEW_HOMES]])}."


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model that describes the mapping at `path`; None where there is none."""
    at: type[BaseModel] | None = model
    in_words = False  # whether the next step is a word of the user's own: a criterion, a register
    for step in path:
        if at is None or isinstance(step, int):
            continue
        if in_words:
            in_words = False
            continue
        found = at.model_fields.get(step)
        at = _model_in(found.annotation) if found else None
        in_words = found is not None and _holds_words(found.annotation)
    return at


@lru_cache
def key_homes(model: type[BaseModel]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Every key below `model`, with the paths at which it is known, the shallowest first."""
    homes: dict[str, list[tuple[str, ...]]] = {}
    level: list[tuple[tuple[str, ...], type[BaseModel]]] = [((), model)]
    while level:
        deeper = []
        for path, at in level:
            for name, found in at.model_fields.items():
                homes.setdefault(name, []).append((*path, name))
                inner = _model_in(found.annotation)
                if inner and len(path) < 4:
                    deeper.append(((*path, name), inner))
        level = deeper
    return {key: tuple(paths) for key, paths in homes.items()}


def _holds_words(annotation: object) -> bool:
    return get_origin(annotation) is dict or any(map(_holds_words, get_args(annotation)))


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {Annotated, Union, UnionType, tuple, dict}:
        return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
    return None
