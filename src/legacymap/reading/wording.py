"""Pydantic's complaints in plain English, each under the rule that it breaks."""

from dataclasses import dataclass

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from legacymap.domain.findings import Path
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.reading.key_hints import key_hint, model_at

_LONGEST = 60
_MOST_KEYS = 8
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
    return _wrong_type(error, model)


def _plain(rule: str, message: str, hint: str = "") -> Wording:
    return Wording(rule, message, message, hint)


def _wrong_type(error: ErrorDetails, model: type[BaseModel]) -> Wording:
    value, path = error["input"], error["loc"]
    expected = _EXPECTED.get(error["type"], "One value was expected here")
    if value is None:
        return _plain("wrong-type", "The item is empty", "Write a value, or delete the item.")
    given = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "one value"
    hint = "Write one value."
    if "list" in expected:
        hint = "Start each item with `- `, or write them in brackets: `[one, two]`."
    elif "mapping" in expected:
        hint = _shape(path, model_at(model, path))
    elif "item" in expected:
        hint = "Write one, or delete the key."
    return _plain("wrong-type", f"{expected}, not {given}", hint)


def _shape(path: Path, model: type[BaseModel] | None) -> str:
    """How the mapping at a path is written."""
    if model is None:
        return "Write `key: value` pairs."
    known = list(model.model_fields)
    told = known if len(known) <= _MOST_KEYS else [*known[:_MOST_KEYS], "others"]
    field = f"{path[-1]}: " if path and isinstance(path[-1], str) else ""
    return f"Write `{field}{{{known[0]}: …}}`; its keys are {listed(told, 'and')}."


def _unknown_key(path: Path, model: type[BaseModel]) -> Wording:
    key = str(path[-1])
    hint = key_hint(key, model_at(model, path[:-1]), model)
    said = "is not a key that is known here"
    return Wording("unknown-key", f"`{key[:_LONGEST]}` {said}", f"This {said}", hint)
