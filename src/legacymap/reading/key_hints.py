"""What was probably meant by a key that is not known, and where a key belongs."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel

from legacymap.domain.findings import Path, path_text
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Organisation
from legacymap.domain.nearest import did_you_mean, listed, nearest
from legacymap.domain.system import System
from legacymap.reading.foreign import OTHER_KINDS, OWN
from legacymap.reading.habits import ELSEWHERE, TOP, Habit, habits
from legacymap.reading.lookalikes import plain

_LONGEST = 80
# Words of so many mappings that they tell nothing of a place elsewhere.
_COMMON = frozenset(
    {
        *("name", "title", "label", "id", "key", "type", "kind", "category", "date", "when", "end", "ends"),
        *(
            "start",
            "note",
            "notes",
            "comment",
            "comments",
            "description",
            "desc",
            "summary",
            "value",
            "total",
        ),
        *(
            "number",
            "what",
            "who",
            "why",
            "how",
            "by",
            "reason",
            "status",
            "level",
            "system",
            "source",
            "owner",
        ),
    }
)
_FEW = 12
_FEW_HOMES = 3
_WORDS = re.compile(r"[^a-z0-9]+")
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# What turns the sense of a word: a key with it never stands for one without.
_NEGATIONS = ("un", "non", "not_", "no_", "in", "de", "dis", "without_", "is_not_")


@dataclass(frozen=True, slots=True)
class KeyHint:
    """What to do about a key that is not known, and the key to put in its place where that is certain."""

    text: str
    mend: str = ""


@lru_cache(maxsize=1024)
def key_hint(key: str, here: type[BaseModel] | None, model: type[BaseModel]) -> KeyHint:
    """What to do about a key that the model `here`, a part of `model`, does not know.

    First what people write for a key of this mapping, then for one elsewhere in the record, then where the
    key is known, then the nearest of this mapping. Only where nothing fits, keys of the user's own.
    """
    known = [about.alias or name for name, about in here.model_fields.items()] if here else []
    word = canonical(key)
    if word in known:
        return KeyHint(f"Write `{word}`.", word)
    habit = _habit(word, here)
    if habit and here and _is_there(habit.meant, here):
        return _of_habit(habit, here, model)
    text = (
        _home(word, model) or _near(word, known) or _elsewhere(word, model) or home_in_document(word, model)
    )
    few = f"The keys here are {listed(known, 'and')}; your" if 0 < len(known) < _FEW else "Your"
    return KeyHint(text or f"{few} own keys start with `x-`.")


def top_hint(key: str) -> KeyHint:
    """What to do about a key at the top of an inventory document that is not known there."""
    word = canonical(key)
    if word in OWN:
        return KeyHint(f"Write `{word}`.", word)
    if word in habits()[TOP]:
        return KeyHint(f"Write `{habits()[TOP][word].meant}` instead.")
    text = did_you_mean(word, (*OWN, *OTHER_KINDS)) or home_in_document(word, None)
    return KeyHint(text or f"The keys here are {listed(OWN, 'and')}; your own start with `x-`.")


def canonical(key: str) -> str:
    """A key as the format writes keys: lower case, its words joined by underscores, no look-alikes."""
    apart = _CAPITAL.sub("_", plain(key[:_LONGEST]))
    return _WORDS.sub("_", apart.casefold()).strip("_")


def means(word: str, key: str, here: type[BaseModel] | None) -> bool:
    """Whether a key that is not known stands for one that is missing beside it."""
    habit = _habit(canonical(word), here)
    return (habit is not None and habit.meant == key) or nearest(canonical(word), [key]) is not None


def _habit(word: str, here: type[BaseModel] | None) -> Habit | None:
    """What people mean by a word in the mapping of a model."""
    return habits().get(here.__name__, {}).get(word) if here else None


def _is_there(meant: str, here: type[BaseModel]) -> bool:
    """Whether a key or path is one of a model; the organisation stands above every record."""
    return meant in {"organisation", ELSEWHERE} or (
        model_at(here, tuple(meant.split(".")[:-1])) is not None
        and (meant.split(".", maxsplit=1)[0] in here.model_fields)
    )


def _of_habit(habit: Habit, here: type[BaseModel], model: type[BaseModel]) -> KeyHint:
    if habit.meant == ELSEWHERE:
        return KeyHint(habit.note)
    note = f" {habit.note}" if habit.note else ""
    if habit.meant == "organisation" and here is not Organisation:
        return KeyHint(f"Write `organisation` instead, once at the top of the document.{note}")
    if "." not in habit.meant:
        return KeyHint(f"Write `{habit.meant}` instead.{note}")
    base = "" if here is model else " of this mapping"
    shape = _shape(tuple(habit.meant.split(".")), here)
    return KeyHint(f"It belongs at `{habit.meant}`{base}. Write {shape}.{note}")


def _near(word: str, known: Iterable[str]) -> str:
    """The nearest key of this mapping; none that says the opposite."""
    return did_you_mean(word, [key for key in known if not _is_turned(word, key)])


def _is_turned(word: str, key: str) -> bool:
    return any(
        word.startswith(each) != key.startswith(each) for each in _NEGATIONS if _turns(word, key, each)
    )


def _turns(word: str, key: str, negation: str) -> bool:
    """Whether one of two words is the other with a negation before it, or nearly so."""
    longer, shorter = (word, key) if word.startswith(negation) else (key, word)
    rest = longer.removeprefix(negation)
    return (
        longer.startswith(negation) and nearest(rest, [shorter]) is not None and len(rest) >= len(shorter) - 2
    )


def _elsewhere(word: str, model: type[BaseModel]) -> str:
    """Where in the record a word belongs that people write for a key of another mapping."""
    for path, at in _mappings(model):
        habit = _habit(word, at) if at is not model else None
        if habit and "." not in habit.meant and word not in _COMMON and _is_there(habit.meant, at):
            whole = (*path, habit.meant)
            return f"It belongs at `{'.'.join(whole)}`. Write {_shape(whole, model)}."
    return ""


def home_in_document(key: str, model: type[BaseModel] | None) -> str:
    """Where in an inventory document a key belongs that is not one of `model`; empty for one of no place."""
    if model is not None and model not in {System, Organisation}:
        return ""
    if key in OWN and model is not None:
        return "It belongs at the top of the document."
    if key in key_homes(System) and model is not System:
        return f"It belongs in an item of `systems`, at `{path_text(key_homes(System)[key][0])}`."
    if key in Organisation.model_fields and model is not Organisation:
        return f"It belongs in the description of the organisation, at `organisation.{key}`."
    return ""


def _home(key: str, model: type[BaseModel]) -> str:
    """Where in the same record a key belongs that is known elsewhere."""
    every = key_homes(model).get(key, ())
    homes = [path_text(home) for home in every]
    if not homes:
        return ""
    if len(every) == 1:
        return f"It belongs at `{homes[0]}`. Write {_shape(every[0], model)}."
    return f"It belongs at {listed([f'`{home}`' for home in homes[:_FEW_HOMES]])}."


def _shape(path: tuple[str, ...], model: type[BaseModel]) -> str:
    """How a key at a path is written, with brackets where a list or mapping stands on the way."""
    last = model_at(model, path[:-1])
    field = last.model_fields.get(path[-1]) if last else None
    written = "[…]" if field is not None and _holds_list(field.annotation) else "…"
    for number in range(len(path) - 1, -1, -1):
        above = model_at(model, path[:number])
        field = above.model_fields.get(path[number]) if above else None
        is_list = number < len(path) - 1 and field is not None and _holds_list(field.annotation)
        inner = f"{{{written}}}" if number < len(path) - 1 else written
        written = f"{path[number]}: {f'[{inner}]' if is_list else inner}"
    return f"`{written}`"


def _holds_list(annotation: object) -> bool:
    return get_origin(annotation) is tuple or any(map(_holds_list, get_args(annotation)))


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
def _mappings(model: type[BaseModel]) -> tuple[tuple[tuple[str, ...], type[BaseModel]], ...]:
    """Every mapping below `model`, with its path, the shallowest first."""
    found: dict[tuple[str, ...], type[BaseModel]] = {(): model}
    for paths in key_homes(model).values():
        for path in paths:
            at = model_at(model, path)
            if at is not None:
                found.setdefault(path, at)
    return tuple(sorted(found.items(), key=lambda each: (len(each[0]), each[0])))


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
