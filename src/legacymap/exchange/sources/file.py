"""A file of a source, and what a source is read with."""

from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import PurePath

from legacymap.domain.frozen import dataclass
from legacymap.domain.imports import MappedColumn, RelationType


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a source: its name as it is shown, and its bytes."""

    name: str
    content: bytes

    @property
    def suffix(self) -> str:
        """The end of its name, small: `.csv`."""
        return PurePath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a source is read with: the import's name, whose names are persons', the currency, and flags.

    `is_known` tells whether a product is in the catalogue, by its text and its package URL. `columns` is what
    a mapping says of columns, fields or properties by their names, in place of what is known of the tool,
    `types` of types of relations, `through` of what stands between systems, `matches` of who is who. `where`
    are properties and the values that elements must have.
    """

    name: str
    names_a_person: Callable[[str], bool] = lambda _: False
    keep_persons: bool = False
    currency: str = "GBP"
    is_known: Callable[[str, str], bool] = lambda _text, _purl: False
    columns: Mapping[str, MappedColumn] = field(default_factory=dict)
    types: Mapping[str, RelationType | None] = field(default_factory=dict)
    through: tuple[str, ...] = ()
    with_services: bool = False
    where: Mapping[str, str] | None = None
    all_components: bool = False
    matches: Mapping[str, str] = field(default_factory=dict)
    system: str = ""


def column_of(around: Surroundings, name: str) -> MappedColumn | None:
    """What the mapping says of a column, field or property; None where it says nothing."""
    wanted = " ".join(name.split()).casefold()
    return next((each for heading, each in around.columns.items() if heading.casefold() == wanted), None)
