"""Where a fact was read."""

from legacymap.domain.dates import DateField
from legacymap.domain.model import Model


class Source(Model):
    """A publication or page that a statement rests on."""

    title: str | None = None
    url: str | None = None
    date: DateField | None = None
