"""Which technology is used where, and when its support ends."""

from dataclasses import dataclass
from datetime import date

from legacymap.domain.assessment import Levels
from legacymap.domain.cover import Coverage
from legacymap.domain.fault import Diagnostic
from legacymap.domain.lifecycle import SupportEnd
from legacymap.domain.losses import Losses
from legacymap.domain.survey import Provenance
from legacymap.domain.words import Handling


@dataclass(frozen=True, slots=True)
class TechnologyUse:
    """One technology and the systems of the estate that use it.

    `name` is the product's of the catalogue with the cycles that match, else as written; `product` its id and
    `cycles` their names, None and empty where nothing matches; `written` every spelling of the records.
    `organisations` are those of the systems. `coverage` is the worst of any system, `standard_ends` the
    earliest end of any, `past` the systems whose own standard support is over, `cover_ends` the earliest end
    of cover that any states (NEVER: none announced; None: none states cover). `losses` are of these systems
    by this technology alone. `skills` are the bounds of the worst skills score among the systems; None where
    the framework has no such criterion or none of the systems is scored.
    """

    name: str
    product: str | None
    cycles: tuple[str, ...]
    written: tuple[str, ...]
    systems: tuple[str, ...]
    organisations: tuple[str, ...]
    coverage: Coverage
    standard_ends: SupportEnd
    past: int
    cover_ends: date | None
    losses: Losses
    skills: Levels | None


@dataclass(frozen=True, slots=True)
class Exposure:
    """Every technology of the systems listed, the most shared first, and the losses over all of them.

    `systems` counts those of the estate, `listings` the technologies that their records list, `known` those
    of them whose product the catalogue knows, `dated` those whose version it knows too.
    """

    provenance: Provenance
    systems: int
    listings: int
    known: int
    dated: int
    uses: tuple[TechnologyUse, ...]
    losses: Losses
    diagnostics: tuple[Diagnostic, ...]
    handling: Handling
