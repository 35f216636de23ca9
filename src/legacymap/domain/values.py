"""What every value that comes from a file has in common."""

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, PlainValidator, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

_Value = TypeVar("_Value")


_REMEMBERED = 4096
_SETS: dict[tuple[str, ...], set[str]] = {}
_set_stated = BaseModel.__dict__["__pydantic_fields_set__"].__set__


class Model(BaseModel):
    """A frozen value read from a file; keys that it does not know are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    def model_post_init(self, _context: object, /) -> None:
        """Has values that state the same keys share the set of those: it is a third of their memory."""
        stated = self.__pydantic_fields_set__
        key = tuple(stated)
        shared_one = _SETS.get(key)
        if shared_one is not None:
            _set_stated(self, shared_one)
        elif len(_SETS) < _REMEMBERED:
            _SETS[key] = stated


def short_form(value: _Value, key: str) -> _Value | dict[str, str]:
    """A text as the mapping that it abbreviates, with the text under `key`; anything else as it is."""
    return {key: value} if isinstance(value, str) else value


def shared() -> WrapValidator:
    """Has texts and mappings that are alike become one value of a field that holds a frozen model.

    Records hold many of those: making each anew is slower, and takes more memory.
    """
    known: dict[object, object] = {}

    def remembered(value: object, make: ValidatorFunctionWrapHandler) -> object:
        if isinstance(value, str):
            key: object = value
        elif isinstance(value, dict):
            key = tuple(value.items())
        else:
            return make(value)
        try:
            found = known.get(key)
        except TypeError:  # it holds lists or mappings
            return make(value)
        if found is None:
            found = make(value)
            if len(known) < _REMEMBERED:
                known[key] = found
        return found

    return WrapValidator(remembered)


def without_own_keys(value: _Value) -> _Value | dict[str, object]:
    """A mapping by words of the user's without the keys that start with `x-`; anything else as it is."""
    if not isinstance(value, dict) or not any(str(key).startswith("x-") for key in value):
        return value
    return {key: each for key, each in value.items() if not str(key).startswith("x-")}


_LONGEST = 60
_BLANKS = re.compile(r"\s+")  # kept at the ends: they may be the fault


def invalid(rule: str, message: str, hint: str = "", quote: str = "") -> PydanticCustomError:
    """The exception for a value that breaks the rule named `rule`; pydantic adds the place.

    `quote` is the value with which the sentence starts, where it has one: it is shown shortened and on one
    line, and not at all in the redacted form of the sentence.
    """
    redacted = f"The value {message}" if quote else message
    said = f"`{_BLANKS.sub(' ', quote[:_LONGEST])}` {message}" if quote else message
    return PydanticCustomError(rule, "{message}", {"message": said, "redacted": redacted, "hint": hint})


def with_hint(error: PydanticCustomError, hint: str) -> PydanticCustomError:
    """The same exception with another remedy."""
    return PydanticCustomError(error.type, "{message}", {**(error.context or {}), "hint": hint})


PartlyWord = Literal["yes", "partly", "no"]

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_REFERENCE = re.compile(r"(?:[a-z0-9][a-z0-9-]*/)?[a-z0-9][a-z0-9-]*")
_INTEGER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:_[0-9]+)*")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
LONGEST_ID = 200
_LONGEST_NUMBER = 18
_LONGEST_SHARE = 30


def slug(value: object) -> str:
    """A name of lower-case letters, digits and hyphens; raises the fault `bad-id`."""
    text = _text(value)
    if not is_slug(text):
        hint = "Use lower-case letters, digits and hyphens, starting with a letter or digit"
        likely = likely_slug(text)
        raise invalid("bad-id", "is not an id", f"{hint}: `{likely}`." if likely else f"{hint}.", text)
    return text


def is_slug(text: str) -> bool:
    """Whether text is a name of lower-case letters, digits and hyphens."""
    return len(text) <= LONGEST_ID and _SLUG.fullmatch(text) is not None


def likely_slug(text: str) -> str:
    """The id that text most likely means, letters without their accents; empty when it holds none."""
    decomposed = unicodedata.normalize("NFKD", text[:LONGEST_ID])
    plain = "".join(each for each in decomposed if not unicodedata.combining(each))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower())[:LONGEST_ID].strip("-")


def reference(value: object) -> str:
    """A system's id, with `organisation/` before it where another's; raises the fault `bad-reference`."""
    text = _text(value)
    if len(text) > 2 * LONGEST_ID or not _REFERENCE.fullmatch(text):
        raise invalid(
            "bad-reference",
            "does not name a system",
            "Write `system` for one of the same organisation, `organisation/system` for another's.",
            text,
        )
    return text


def is_reference(text: str) -> bool:
    """Whether text can be a system's id, with or without its organisation."""
    return len(text) <= 2 * LONGEST_ID and _REFERENCE.fullmatch(text) is not None


def system_or_name(value: object) -> str:
    """The same as a reference, or a text that may be a system's name; raises the fault `bad-reference`."""
    text = _text(value)
    if len(text) > 2 * LONGEST_ID or not text.strip():
        return reference(text)
    return text


def yes_no(value: object) -> bool:
    """Whether the value says yes; raises the fault `bad-yes-no` unless it is yes, no, true or false."""
    answer = _YES_NO.get(_text(value).lower())
    if answer is None:
        raise invalid("bad-yes-no", "is neither yes nor no", "Write yes or no.", str(value))
    return answer


def partly(value: object) -> PartlyWord:
    """`yes`, `partly` or `no`; true and false are read as yes and no; raises the fault `bad-yes-no`."""
    text = _text(value).lower()
    if text == "partly":
        return "partly"
    answer = _YES_NO.get(text)
    if answer is None:
        raise invalid("bad-yes-no", "is none of yes, partly and no", "Write yes, partly or no.", text)
    return "yes" if answer else "no"


def integer(value: object) -> int:
    """A count, zero or more; raises the fault `bad-number`."""
    text = _text(value)
    if len(text) > _LONGEST_NUMBER + 6 or not _INTEGER.fullmatch(text):
        hint = f"Write it in at most {_LONGEST_NUMBER} digits: 1250000 or 1_250_000."
        raise invalid("bad-number", "is not a count: a whole number, zero or more", hint, text)
    return int(text.replace(",", "").replace("_", ""))


def yearly_share(value: object) -> float:
    """A change per year as a share, more than -1 and at most 1; raises the fault `bad-number`."""
    text = _text(value)
    hint = "Write it as a share: 0.02 for two per cent a year."
    if len(text) > _LONGEST_NUMBER or not _DECIMAL.fullmatch(text):
        raise invalid("bad-number", "is not a share", hint, text)
    share = float(Decimal(text))
    if not -1 < share <= 1:
        raise invalid("bad-number", "is not a share between -1 and 1", hint, text)
    return share


def share(value: object) -> Decimal:
    """A number of at least nought such as 0.035 or 1.019, exactly; raises the fault `bad-number`."""
    text = value if isinstance(value, str) else ""
    digits = text.replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit()) or len(text) > _LONGEST_SHARE:
        if _DECIMAL.fullmatch(text) and text.startswith("-"):
            raise invalid("bad-number", "is below nought", "Write a number of at least nought: 0.035.", text)
        raise invalid("bad-number", "is not a number", "Write it in digits: 0.035.", text)
    return Decimal(text)


def index(value: object) -> Decimal:
    """A number above nought, as an index of prices or a size is; raises the fault `bad-number`."""
    found = share(value)
    if found == 0:
        raise invalid("bad-number", "is not above nought", "Write a number above nought: 1.", str(value))
    return found


def per_cent(value: object) -> Decimal:
    """A share as `60%` or `0.6`, as a part of one; raises the fault `bad-number`."""
    text = value.strip() if isinstance(value, str) else ""
    hint = "Write it as 60% or 0.6."
    try:
        found = share(text.removesuffix("%").rstrip())
    except PydanticCustomError as error:
        raise with_hint(error, hint) from None
    return found / 100 if text.endswith("%") else found


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise invalid(
        "wrong-type", "One value was expected here, not a list or mapping", "Write one value alone."
    )


Slug = Annotated[str, PlainValidator(slug)]
Reference = Annotated[str, PlainValidator(reference)]
SystemName = Annotated[str, PlainValidator(system_or_name)]  # once all records are read, an id stands there
YesNo = Annotated[bool, PlainValidator(yes_no)]
Count = Annotated[int, PlainValidator(integer)]
Share = Annotated[Decimal, PlainValidator(share)]
Index = Annotated[Decimal, PlainValidator(index)]
PerCent = Annotated[Decimal, PlainValidator(per_cent)]
YearlyShare = Annotated[float, PlainValidator(yearly_share)]
Handling = Literal["official", "official-sensitive", "secret", "top-secret"]
Partly = Annotated[PartlyWord, PlainValidator(partly)]
HANDLINGS: tuple[Handling, ...] = ("official", "official-sensitive", "secret", "top-secret")
