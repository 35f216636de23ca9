"""What was probably meant by a key that is not known, and where a key belongs."""

from collections.abc import Mapping
from functools import lru_cache
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel

from legacymap.domain.findings import Path, path_text
from legacymap.domain.inventory import Organisation
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.domain.system import System

TOP = ("legacymap", "organisation", "systems", "waivers")
# Words that people use for a key of another name, where the two stand in one mapping.
SYNONYMS = {"name": "product"}
_FEW = 10
_FEW_HOMES = 3


@lru_cache(maxsize=1024)
def key_hint(key: str, here: type[BaseModel] | None, model: type[BaseModel]) -> str:
    """What to do about a key that the model `here`, a part of `model`, does not know."""
    known = list(here.model_fields) if here else []
    meant = SYNONYMS.get(key)
    if meant in known:
        return f"Did you mean `{meant}`?"
    hint = _home(key, model) or did_you_mean(key, known) or home_in_document(key, model)
    few = f"The keys here are {listed(known, 'and')}; your" if 0 < len(known) < _FEW else "Your"
    return hint or f"{few} own keys start with `x-`."


def home_in_document(key: str, model: type[BaseModel] | None) -> str:
    """Where in an inventory document a key belongs that is not one of `model`; empty for one of no place."""
    if model is not None and model not in {System, Organisation}:
        return ""
    if key in TOP and model is not None:
        return "It belongs at the top of the document."
    if key in key_homes(System) and model is not System:
        return f"It belongs in an item of `systems`, at `{path_text(key_homes(System)[key][0])}`."
    if key in Organisation.model_fields and model is not Organisation:
        return f"It belongs in the description of the organisation, at `organisation.{key}`."
    return ""


def _home(key: str, model: type[BaseModel]) -> str:
    """Where in the same record a key belongs that is known elsewhere."""
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
