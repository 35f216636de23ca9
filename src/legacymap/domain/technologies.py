"""Which technology stands where, and when its support ends. Documents as in `legacymap.domain.results`."""

from datetime import date
from typing import Annotated, Literal

from pydantic import PlainSerializer

from legacymap.domain.assessment import Levels
from legacymap.domain.catalogue import NEVER, Coverage, SupportEnd
from legacymap.domain.frozen import dataclass
from legacymap.domain.results import (
    HiddenFindings,
    HiddenHandling,
    Incomplete,
    Losses,
    Provenance,
    TotalLosses,
)


def _cover_text(ends: date | None) -> str | None:
    return "not-announced" if ends == NEVER else ends.isoformat() if ends else None


@dataclass(frozen=True, slots=True)
class TechnologyUse:
    """A technology and its systems; ends are dates, `not-announced`, `unknown` or `ended`.

    `technology` is the product's name of the catalogue with the cycles that match, else as written; `product`
    its id and `cycles` their names, None and empty where nothing matches; `written` every spelling of the
    records. `organisations` are those of the systems. `support` is the worst of any system, `standard_ends`
    the earliest end of any, `past` the systems whose own standard support is over, `cover_ends` the earliest
    end of cover that any states (NEVER: none announced; None: none states cover). `loses_support` is of these
    systems by this technology alone. `skills` are the bounds of the worst skills score among the systems;
    None where the framework has no such criterion or none of the systems is scored.
    """

    technology: str
    product: str | None
    cycles: tuple[str, ...]
    written: tuple[str, ...]
    systems: tuple[str, ...]
    organisations: tuple[str, ...]
    support: Coverage
    standard_ends: Annotated[SupportEnd, PlainSerializer(str, return_type=str)]
    past: int
    cover_ends: Annotated[date | None, PlainSerializer(_cover_text, return_type=str | None)]
    loses_support: Losses
    skills: Levels | None


@dataclass(frozen=True, slots=True)
class TechnologyCounts:
    """Systems of the estate, technologies that they list, and how many of those the catalogue knows.

    `listings` counts each technology of each record, `known` those of them whose product the catalogue knows,
    `dated` those whose version it knows too, or that are services kept current.
    """

    systems: int
    technologies: int
    listings: int
    known: int
    dated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Technologies:
    """Every technology of the systems listed, the most shared first, and the losses over all of them."""

    format: Literal["legacymap.technologies/1"] = "legacymap.technologies/1"
    as_of: date
    provenance: Provenance
    incomplete: Incomplete | None = None
    totals: TechnologyCounts
    loses_support: TotalLosses
    technologies: tuple[TechnologyUse, ...]
    diagnostics: HiddenFindings
    handling: HiddenHandling
