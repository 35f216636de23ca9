"""An organisation as an inventory describes it."""

from typing import Any

from pydantic import Field, field_validator, model_validator

from legacymap.domain.model import Model, short_form
from legacymap.domain.money import MoneyField
from legacymap.domain.source import Source
from legacymap.domain.unfit import unfit
from legacymap.domain.words import Handling, Slug

RESERVED = "all"


class Organisation(Model):
    """A department, agency or supplier; `currency` is an ISO 4217 code."""

    id: Slug = Field(description="Its id, which stands before the slash in full ids.")
    name: str | None = Field(None, description="Its name, as people know it.")
    sources: tuple[Source, ...] | None = Field(None, description="Where the facts were read.")
    tags: tuple[str, ...] | None = Field(None, description="Words of your own to sort by.")
    notes: str | None = Field(None, description="Anything worth knowing; no figure rests on it.")
    parent: Slug | None = Field(None, description="The id of the organisation that it belongs to.")
    annual_budget: MoneyField | None = Field(None, description="What it spends in a year on everything.")
    currency: str | None = Field(None, description="The code of its currency, such as GBP.")
    handling: Handling | None = Field(
        None, description="The marking of what is said here; the highest one stands on every output."
    )

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
