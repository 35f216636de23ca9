"""What an option makes of a system's criteria once its work is complete."""

from collections.abc import Mapping
from dataclasses import dataclass

from legacymap.domain.assessment import fitting_levels
from legacymap.domain.framework import Framework
from legacymap.domain.system import Approach, Option
from legacymap.scoring.doing_nothing import Bounds

_NEW: Mapping[str, int] = {
    "end_of_support": 1,
    "vendor_contract": 1,
    "skills": 2,
    "business_needs": 1,
    "physical_environment": 1,
    "vulnerabilities": 2,
    "recorded_issues": 2,
}
_MOVED: Mapping[str, int] = {"physical_environment": 1}
# What each approach is taken to reach where the record does not say (method, section 5); the levels are of
# the scale below, and speak of no other.
DEFAULTS: Mapping[Approach, Mapping[str, int]] = {
    "retire": {},
    "retain": {},
    "encapsulate": {"business_needs": 2},
    "rehost": _MOVED,
    "relocate": _MOVED,
    "replatform": {"end_of_support": 1, "physical_environment": 1, "vulnerabilities": 2},
    "refactor": {"skills": 2, "business_needs": 2, "recorded_issues": 2},
    "rearchitect": _NEW,
    "rebuild": _NEW,
    "replace": _NEW,
}
_SCALE = (1, 6)


@dataclass(frozen=True, slots=True)
class Effect:
    """Levels by the place of a criterion in the framework: reached, or by default at most kept."""

    levels: Mapping[int, int]
    is_default: bool

    def on(self, bounds: Bounds) -> Bounds:
        """The bounds that doing nothing gives in a year, with the effect in place.

        A stated level takes the place of the bounds; a default never raises one.
        """
        found = list(bounds)
        for place, level in self.levels.items():
            low, high = bounds[place]
            found[place] = (min(level, low), min(level, high)) if self.is_default else (level, level)
        return tuple(found)


def effect_of(option: Option, framework: Framework) -> Effect:
    """What the record states of the option, else what its approach is taken to reach.

    Stated levels that do not fit the framework count as absent; rules report them. A default of a criterion
    that the framework lacks, or has on another scale, has no effect.
    """
    levels = fitting_levels(option.after, framework)
    if option.after is None:
        levels = {
            criterion.id: DEFAULTS[option.approach][criterion.id]
            for group, criterion in framework.criteria
            if criterion.id in DEFAULTS[option.approach] and (group.low, group.high) == _SCALE
        }
    places = {criterion.id: place for place, (_, criterion) in enumerate(framework.criteria)}
    return Effect({places[name]: level for name, level in levels.items()}, option.after is None)
