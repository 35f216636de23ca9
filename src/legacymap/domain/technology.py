"""A technology that a system stands on, and what is known of its support."""

from typing import Any, Literal

from pydantic import model_validator

from legacymap.domain.dates import EndField
from legacymap.domain.model import Model
from legacymap.domain.source import Source
from legacymap.domain.words import YesNo

Role = Literal[
    "language", "runtime", "database", "operating-system", "hardware", "middleware", "application", "other"
]


class Support(Model):
    """What the department knows of a technology's support; it beats the catalogue, date by date."""

    standard_ends: EndField | None = None
    extended_ends: EndField | None = None
    ours_ends: EndField | None = None
    source: Source | None = None


class Technology(Model):
    """A product with, where known, its version; an empty product is one about which nothing is known."""

    product: str
    version: str | None = None
    upgrade_planned: YesNo | None = None
    role: Role | None = None
    support: Support | None = None

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
