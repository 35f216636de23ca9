"""What happens to others when a system stops, or what must not stop for it to run."""

from dataclasses import dataclass
from typing import Literal

from legacymap.domain.arrow import Arrow
from legacymap.domain.assessment import Rating
from legacymap.domain.fault import Diagnostic
from legacymap.domain.inventory import Record
from legacymap.domain.survey import Cycle, Provenance
from legacymap.domain.system import Kind
from legacymap.domain.words import Handling

Effect = Literal["stops", "degrades"]
Direction = Literal["downstream", "upstream"]


@dataclass(frozen=True, slots=True)
class Member:
    """A system of the estate or, without a record, a stub that only arrows name.

    `whole` is the topmost system that it is a part of; None for one that is part of nothing.
    """

    system: str
    organisation: str
    kind: Kind
    record: Record | None
    rating: Rating | None
    whole: str | None


@dataclass(frozen=True, slots=True)
class Affected:
    """One end of an effect, and a shortest way of arrows from the one that needs to the one that is needed.

    Who stops does so along hard arrows, and the way has none but those; who degrades is reached only along
    ways with a soft arrow.
    """

    member: Member
    effect: Effect
    way: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """What `stated` of `systems` say, added up; None where none says anything: unknown is not 0."""

    total: int | None
    stated: int
    systems: int


@dataclass(frozen=True, slots=True)
class Share:
    """The affected systems of one organisation, or of all, and what they say of users and transactions."""

    organisation: str
    name: str | None
    stop: int
    degrade: int
    services: int
    users: Sum
    transactions_per_year: Sum


@dataclass(frozen=True, slots=True)
class Impact:
    """What one system's stop does downstream, or upstream whose stop does something to it.

    Downstream those that stop come first, each by distance, then id; upstream those that would stop it, each
    in scan order, weakest first. `services` holds the same sums over services alone, `parts` the systems that
    are parts of this one, `in_estate` is no for one proposed or retired.
    """

    provenance: Provenance
    direction: Direction
    subject: Member
    in_estate: bool
    parts: tuple[str, ...]
    affected: tuple[Affected, ...]
    total: Share
    services: Share
    organisations: tuple[Share, ...]
    cycles: tuple[Cycle, ...]
    diagnostics: tuple[Diagnostic, ...]
    handling: Handling
