"""What every value that comes from a file has in common."""

from typing import TypeVar

from pydantic import BaseModel, ConfigDict

_Value = TypeVar("_Value")


class Model(BaseModel):
    """A frozen value read from a file; keys that it does not know are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def short_form(value: _Value, key: str) -> _Value | dict[str, str]:
    """A text as the mapping that it abbreviates, with the text under `key`; anything else as it is."""
    return {key: value} if isinstance(value, str) else value


def without_own_keys(value: _Value) -> _Value | dict[str, object]:
    """A mapping by words of the user's without the keys that start with `x-`; anything else as it is."""
    if not isinstance(value, dict) or not any(str(key).startswith("x-") for key in value):
        return value
    return {key: each for key, each in value.items() if not str(key).startswith("x-")}
