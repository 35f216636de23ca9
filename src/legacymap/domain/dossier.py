"""Everything that the page of an estate shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from legacymap.domain.explanation import Explanation
from legacymap.domain.exposure import Exposure
from legacymap.domain.framework import Framework
from legacymap.domain.gaps import Gaps
from legacymap.domain.map import EstateMap
from legacymap.domain.survey import Survey
from legacymap.domain.words import Handling


@dataclass(frozen=True, slots=True)
class Dossier:
    """A survey with what belongs beside it on paper.

    `explanations` are those of the first systems of the survey, in its order; `gaps` holds the first few;
    `map` is None where no system listed is in the estate; `organisations` has the name of every organisation
    listed that has one, by id. `handling` is the highest marking of all of it.
    """

    survey: Survey
    framework: Framework
    gaps: Gaps
    exposure: Exposure
    map: EstateMap | None
    explanations: tuple[Explanation, ...]
    organisations: Mapping[str, str]
    handling: Handling
