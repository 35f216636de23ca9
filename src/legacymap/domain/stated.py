"""The assessment that a record states: scores as people gave them, before any framework has judged them."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

from legacymap.domain.dates import DateField
from legacymap.domain.model import Model, short_form, without_own_keys
from legacymap.domain.unfit import unfit, with_hint
from legacymap.domain.words import Slug

_LEVELS = "Write a whole number of the criterion's scale"


def level(value: object) -> int:
    """A level of a scale, as a whole number; raises the fault `score-outside-scale` for other text."""
    if isinstance(value, str) and len(value) < 4 and value.isascii() and value.isdigit():
        return int(value)
    is_text = isinstance(value, str)
    raise unfit(
        "score-outside-scale",
        "is not a level of the scale" if is_text else "A list or mapping is not a level of the scale",
        _LEVELS + ".",
        str(value) if is_text else "",
    )


def _score(value: object) -> int | str:
    if value in ("unknown", "not-applicable"):
        return str(value)
    try:
        return level(value)
    except PydanticCustomError as error:
        raise with_hint(error, f"{_LEVELS}, `unknown` or `not-applicable`.") from None


def _range(value: object) -> object:
    if isinstance(value, list) and len(value) != 2:
        raise unfit("score-outside-scale", "A range has two levels", "Write `between: [4, 6]`.")
    return value


Level = Annotated[int, PlainValidator(level)]
Stated = int | Literal["unknown", "not-applicable"]


class StatedScore(Model):
    """What a record says of one criterion: a level, a range, `unknown` or `not-applicable`."""

    score: Annotated[Stated, PlainValidator(_score)] | None = Field(
        None, description="A level, `unknown`, or `not-applicable`."
    )
    between: Annotated[tuple[Level, Level], BeforeValidator(_range)] | None = Field(
        None, description="The lowest and the highest level that it may be."
    )
    evidence: str | None = Field(None, description="What the score rests on.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "score")

    @model_validator(mode="after")
    def _is_one_statement(self) -> "StatedScore":
        if self.score is not None and self.between is not None:
            raise unfit(
                "score-given-twice", "A score and a range are given for one criterion", "Keep one of them."
            )
        if self.between is not None and self.between[0] > self.between[1]:
            raise unfit(
                "score-outside-scale", "The range runs from high to low", "Write the lower level first."
            )
        return self

    @property
    def bounds(self) -> tuple[int, int] | None:
        """The lowest and highest level stated; None for `unknown`, `not-applicable` and nothing stated."""
        if self.between is not None:
            return self.between
        return (self.score, self.score) if isinstance(self.score, int) else None

    @property
    def not_applicable(self) -> bool:
        """Whether the criterion was stated not to apply."""
        return self.score == "not-applicable"


class StatedAssessment(Model):
    """Scores by criterion name or code, with who gave them and when; no framework means the one in use."""

    framework: Slug | None = Field(
        None, description="The framework that it was made under; default: the one in use."
    )
    date: DateField | None = Field(None, description="When it was made.")
    assessor: str | None = Field(None, description="The role or team that made it.")
    scores: Annotated[dict[str, StatedScore | None], BeforeValidator(without_own_keys)] | None = Field(
        None, description="A score for each criterion, by its name or code."
    )
