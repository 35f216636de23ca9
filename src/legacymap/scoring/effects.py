"""What an option makes of a system's criteria once its work is complete (method, section 5)."""

from collections.abc import Mapping
from datetime import date

from legacymap.domain.dates import PartialDate
from legacymap.domain.framework import Framework, fitting_levels
from legacymap.domain.frozen import dataclass
from legacymap.domain.system import Approach, Option
from legacymap.scoring.criteria import derivation_of
from legacymap.scoring.criteria.end_of_support import support_bounds
from legacymap.scoring.distribution import Bounds

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
# What each approach is taken to reach where the record does not say; the levels are of the scale below, and
# speak of no other.
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
_SUPPORT = "end_of_support"


@dataclass(frozen=True, slots=True)
class Effect:
    """Levels by the place of a criterion in the framework: stated, or those of the approach.

    `support` is the place of the end of support, None where the framework has none; `supported_until` the
    end of standard support of what is put in place, None where it is taken to be kept current.
    """

    stated: Mapping[int, int]
    by_approach: Mapping[int, int]
    support: int | None
    supported_until: PartialDate | None

    @property
    def sets_support(self) -> bool:
        """Whether it sets the end of support, by statement or by approach."""
        return self.support in self.stated or self.support in self.by_approach

    def on(self, bounds: Bounds, day: date, supported_until: PartialDate | None) -> Bounds:
        """The bounds that doing nothing gives on a day, with the effect in place and support until then.

        A stated level takes the place of the bounds; one of the approach never raises a bound. Support that
        nears its end, or has ended, raises both bounds to the level that this gives, with no upgrade planned.
        """
        found = list(bounds)
        for place, level in self.by_approach.items():
            low, high = bounds[place]
            found[place] = (min(level, low), min(level, high))
        for place, level in self.stated.items():
            found[place] = (level, level)
        if self.support is not None and supported_until is not None:
            least, most = support_bounds((supported_until,), None, day, upgrade_planned=False)
            low, high = found[self.support]
            found[self.support] = (max(low, least), max(high, most))
        return tuple(found)


def effect_of(option: Option, framework: Framework) -> Effect:
    """What the record states of the option, and what its approach is taken to reach beyond that.

    Stated levels that do not fit the framework count as absent; rules report them. A default of a criterion
    that the framework lacks, or has on another scale, has no effect.
    """
    levels = fitting_levels(option.levels_after, framework)
    places = {criterion.id: place for place, (_, criterion) in enumerate(framework.criteria)}
    defaults = {} if option.others_unchanged else DEFAULTS[option.approach]
    return Effect(
        stated={places[name]: level for name, level in levels.items()},
        by_approach={
            places[criterion.id]: defaults[criterion.id]
            for group, criterion in framework.criteria
            if criterion.id in defaults and criterion.id not in levels and (group.low, group.high) == _SCALE
        },
        support=_support(framework),
        supported_until=option.supported_until,
    )


def _support(framework: Framework) -> int | None:
    for place, (group, criterion) in enumerate(framework.criteria):
        if criterion.derived_from == _SUPPORT and derivation_of(criterion, group) is not None:
            return place
    return None
