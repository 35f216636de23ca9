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
