"""Where a fact was read."""

from pydantic import Field

from legacymap.domain.dates import DateField
from legacymap.domain.model import Model


class Source(Model):
    """A publication or page that a statement rests on."""

    title: str | None = Field(None, description="What it is called.")
    url: str | None = Field(None, description="Where it is.")
    date: DateField | None = Field(None, description="When it was published or read.")
