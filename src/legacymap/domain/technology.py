"""A technology that a system stands on, and what is known of its support."""

from typing import Any, Literal

from pydantic import Field, model_validator

from legacymap.domain.dates import EndField
from legacymap.domain.model import Model
from legacymap.domain.source import Source
from legacymap.domain.words import YesNo

Role = Literal[
    "language", "runtime", "database", "operating-system", "hardware", "middleware", "application", "other"
]


class Support(Model):
    """What the department knows of a technology's support; it beats the catalogue, date by date."""

    standard_ends: EndField | None = Field(None, description="When support without extra payment ends.")
    extended_ends: EndField | None = Field(
        None, description="When the extended support ends that was bought."
    )
    ours_ends: EndField | None = Field(
        None, description="When cover under our own contract ends, a third party's included."
    )
    source: Source | None = Field(None, description="Where the dates were read.")


class Technology(Model):
    """A product with, where known, its version; an empty product is one about which nothing is known."""

    product: str = Field(description="The product, by any name that people give it.")
    version: str | None = Field(None, description="The version in use.")
    upgrade_planned: YesNo | None = Field(
        None, description="Whether an upgrade is agreed before support ends."
    )
    role: Role | None = Field(None, description="What it does for the system.")
    support: Support | None = Field(
        None, description="Ends of support that this department knows; they beat the catalogue."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        if not isinstance(value, str):
            return value
        product, _, last = value.strip().rpartition(" ")
        if product and last[:1].isdigit():
            return {"product": product.strip(), "version": last}
        return {"product": value.strip()}

    @property
    def label(self) -> str:
        """Product and version as the record writes them."""
        return f"{self.product} {self.version}" if self.version else self.product
