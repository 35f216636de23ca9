"""The estate as it is handed to other tools: systems and stubs, what they need, what is said of all."""

from collections.abc import Mapping

from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Arrow


@dataclass(frozen=True, slots=True)
class ExportedTechnology:
    """A product with its version, package URL, and ends of support as written; empty where unknown."""

    product: str
    version: str = ""
    purl: str = ""
    standard_ends: str = ""
    extended_ends: str = ""

    @property
    def label(self) -> str:
        """Product and version."""
        return f"{self.product} {self.version}".strip()


@dataclass(frozen=True, slots=True)
class ExportedSystem:
    """A system with its record as written; of a stub, and of what may not be shown, the id alone.

    `technologies` are texts with, where known, the package URL and the days on which support ends. `rating`,
    `expected` and `p_red` are empty or None where it is not scored.
    """

    id: str
    name: str
    kind: str = "external"
    status: str = ""
    description: str = ""
    owner: str = ""
    part_of: str = ""
    record: Mapping[str, object] | None = None
    technologies: tuple[ExportedTechnology, ...] = ()
    rating: str = ""
    expected: float | None = None
    p_red: float | None = None

    @property
    def organisation(self) -> str:
        """The id of its organisation."""
        return self.id.partition("/")[0]

    @property
    def is_stub(self) -> bool:
        """Whether nothing of it is handed on but its id."""
        return self.record is None


@dataclass(frozen=True, slots=True)
class ExportedEstate:
    """Systems and stubs by id, sorted, the arrows among them, organisations, and what is said of all.

    `organisations` holds names and parents (empty for none) by id; `withheld` counts records that became
    stubs because of their marking; `marking` is as printed, `provenance` are lines.
    """

    systems: tuple[ExportedSystem, ...]
    arrows: tuple[Arrow, ...]
    organisations: Mapping[str, tuple[str, str]]
    marking: str
    provenance: tuple[str, ...]
    withheld: int = 0

    @property
    def title(self) -> str:
        """What the estate is called: the only organisation that has none above it, or how many there are."""
        tops = [name for name, parent in self.organisations.values() if not parent]
        return tops[0] if len(tops) == 1 else f"{len(self.organisations)} organisations"
