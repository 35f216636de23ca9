"""An organisation as an inventory describes it."""

from typing import Any

from pydantic import field_validator, model_validator

from legacymap.domain.model import Model, short_form
from legacymap.domain.money import MoneyField
from legacymap.domain.source import Source
from legacymap.domain.unfit import unfit
from legacymap.domain.words import Handling, Slug

RESERVED = "all"


class Organisation(Model):
    """A department, agency or supplier; `currency` is an ISO 4217 code."""

    id: Slug
    name: str | None = None
    sources: tuple[Source, ...] | None = None
    tags: tuple[str, ...] | None = None
    notes: str | None = None
    parent: Slug | None = None
    annual_budget: MoneyField | None = None
    currency: str | None = None
    handling: Handling | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "id")

    @field_validator("id", "parent")
    @classmethod
    def _is_not_reserved(cls, value: str | None) -> str | None:
        if value == RESERVED:
            raise unfit(
                "reserved-id", "is reserved", "It means every organisation; choose another id.", RESERVED
            )
        return value

    @field_validator("currency")
    @classmethod
    def _is_a_currency(cls, value: str | None) -> str | None:
        if value is not None and not (
            len(value) == 3 and value.isascii() and value.isupper() and value.isalpha()
        ):
            raise unfit(
                "bad-choice", "is not a currency", "Write the code of three capitals of ISO 4217: GBP.", value
            )
        return value
