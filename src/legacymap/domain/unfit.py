"""How a field says that a value does not fit it."""

from pydantic_core import PydanticCustomError

_LONGEST = 60


def unfit(rule: str, message: str, hint: str = "", quote: str = "") -> PydanticCustomError:
    """The exception for a value that breaks the rule named `rule`; pydantic adds the place.

    `quote` is the value with which the sentence starts, where it has one: it is shown shortened and on one
    line, and not at all in the discreet form of the sentence.
    """
    discreet = f"The value {message}" if quote else message
    said = f"`{' '.join(quote[:_LONGEST].split())}` {message}" if quote else message
    return PydanticCustomError(rule, "{message}", {"message": said, "discreet": discreet, "hint": hint})
