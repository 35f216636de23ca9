"""How a field says that a value does not fit it."""

import re

from pydantic_core import PydanticCustomError

_LONGEST = 60
_BLANKS = re.compile(r"\s+")  # kept at the ends: they may be the fault


def unfit(rule: str, message: str, hint: str = "", quote: str = "") -> PydanticCustomError:
    """The exception for a value that breaks the rule named `rule`; pydantic adds the place.

    `quote` is the value with which the sentence starts, where it has one: it is shown shortened and on one
    line, and not at all in the discreet form of the sentence.
    """
    discreet = f"The value {message}" if quote else message
    said = f"`{_BLANKS.sub(' ', quote[:_LONGEST])}` {message}" if quote else message
    return PydanticCustomError(rule, "{message}", {"message": said, "discreet": discreet, "hint": hint})


def with_hint(error: PydanticCustomError, hint: str) -> PydanticCustomError:
    """The same exception with another remedy."""
    return PydanticCustomError(error.type, "{message}", {**(error.context or {}), "hint": hint})
