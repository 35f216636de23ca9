"""How far support of what a system stands on has ended, or soon will."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from legacymap.domain.assessment import Levels
from legacymap.domain.catalogue import NEVER, Match, SupportEnd, cover_end, standard_ends, stated_end
from legacymap.domain.dates import PartialDate, years_on
from legacymap.domain.inventory import Record
from legacymap.domain.system import Technology
from legacymap.scoring.bounds import either, worst
from legacymap.scoring.facts import Facts
from legacymap.scoring.phrases import first_day
from legacymap.scoring.priors import Interval

Matching = Callable[[Technology], Match]
_Named = tuple[str, str | None, bool | None]
_KEPT = 4096


def levels(record: Record, facts: Facts) -> Levels | None:
    """The worst technology's levels; None when no technology is listed (method, section 2)."""
    technologies = record.system.technologies
    if not technologies:
        return None
    return worst([technology_levels(technology, facts) for technology in technologies])


def technology_levels(technology: Technology, facts: Facts) -> Levels:
    """The levels from 1 to 6 that one technology's support allows at the as-of date.

    What the record states beats the catalogue, but a stated `unknown` does not; each cycle that the version
    may mean is weighed, and the result spans them. Cover counts only where the record states it. A partial
    date counts from its first day.
    """
    if technology.support is None:
        # Many systems share these, word for word.
        key = (technology.product, technology.version, technology.upgrade_planned)
        return _of_catalogue(key, facts.match, facts.as_of)
    return _technology_levels(technology, facts.match, facts.as_of)


@lru_cache(maxsize=_KEPT)
def _of_catalogue(key: _Named, match: Matching, as_of: date) -> Levels:
    product, version, upgrade_planned = key
    technology = Technology.model_construct(
        product=product, version=version, upgrade_planned=upgrade_planned, role=None, support=None
    )
    return _technology_levels(technology, match, as_of)


def _technology_levels(technology: Technology, match: Matching, as_of: date) -> Levels:
    named = technology.label.strip() or "a technology that is not named"
    own = stated_end(technology)
    if own is not None:
        cases = [_Case(named, own, "stated in the record")]
    elif technology.product:
        found = match(technology)
        product = found.product.name if found.product else named
        cases = [_Case(f"{product} {cycle.cycle}", cycle.standard_ends, found.why) for cycle in found.cycles]
        cases = cases or [_Case(named, "unknown", found.why)]
    else:
        cases = [_Case(named, "unknown", "nothing is stated")]
    outlook = _Outlook(as_of, cover_end(technology), technology.upgrade_planned)
    return either([_levels(case, outlook) for case in cases])


def release_ends(technology: Technology, facts: Facts) -> tuple[SupportEnd, ...]:
    """When standard support ends, one end for each release that the technology may be."""
    own = stated_end(technology)
    if own is not None:
        return (own,)
    return standard_ends(technology, facts.match(technology)) if technology.product else ("unknown",)


def support_bounds(
    ends: Sequence[SupportEnd], cover: date | None, as_of: date, *, upgrade_planned: bool | None
) -> Interval:
    """The levels that support allows on a day, without evidence: by its ends, stated cover and upgrade."""
    outlook = _Outlook(as_of, cover, upgrade_planned)
    each = [_weighed(_Case("", end, ""), outlook) for end in ends]
    return min(low for low, _, _ in each), max(high for _, high, _ in each)


@dataclass(frozen=True, slots=True)
class _Case:
    """One release that the technology may be, when its standard support ends, and how that is known."""

    name: str
    end: SupportEnd
    why: str


@dataclass(frozen=True, slots=True)
class _Outlook:
    """The day of judgement, the end of stated cover (None: none stated) and whether an upgrade is planned."""

    as_of: date
    cover: date | None
    upgrade_planned: bool | None


def _levels(case: _Case, outlook: _Outlook) -> Levels:
    low, high, phrase = _weighed(case, outlook)
    return Levels(low, high, f"{phrase} ({case.why})")


def _weighed(case: _Case, outlook: _Outlook) -> tuple[int, int, str]:
    end = case.end
    if end == "unknown":
        return _unknown(case, outlook)
    if end == "not-announced":
        return 1, 4, f"{case.name} is in standard support, whose end is not announced"
    if isinstance(end, PartialDate) and end.first > outlook.as_of:
        return _running(case.name, end, outlook)
    return _ended(case, outlook)


def _unknown(case: _Case, outlook: _Outlook) -> tuple[int, int, str]:
    phrase = f"when standard support of {case.name} ends is not known"
    if _covered(outlook):
        return 1, 5, f"{phrase}; {_cover_words(outlook)}"
    return 1, 6, phrase


def _running(name: str, end: PartialDate, outlook: _Outlook) -> tuple[int, int, str]:
    if end.first <= years_on(outlook.as_of, 3):
        low, high = _unless_upgraded(2, outlook)
        return low, high, f"{name} leaves standard support on {first_day(end)}; {_upgrade_words(outlook)}"
    level = 2 if end.first <= years_on(outlook.as_of, 5) else 1
    return level, level, f"{name} is in standard support until {first_day(end)}"


def _ended(case: _Case, outlook: _Outlook) -> tuple[int, int, str]:
    left = f"on {first_day(case.end)}" if isinstance(case.end, PartialDate) else "(date not known)"
    if outlook.cover is None or not _covered(outlook):
        return 6, 6, f"{case.name} left support {left}; {_cover_words(outlook)}"
    phrase = f"{case.name} left standard support {left}; {_cover_words(outlook)}"
    if outlook.cover > years_on(outlook.as_of, 3):
        return 3, 3, phrase
    low, high = _unless_upgraded(3, outlook)
    return low, high, f"{phrase}; {_upgrade_words(outlook)}"


def _covered(outlook: _Outlook) -> bool:
    return outlook.cover is not None and outlook.cover > outlook.as_of


def _unless_upgraded(level: int, outlook: _Outlook) -> tuple[int, int]:
    if outlook.upgrade_planned is None:
        return level, 5
    return (level, level) if outlook.upgrade_planned else (5, 5)


def _cover_words(outlook: _Outlook) -> str:
    if outlook.cover is None:
        return "no cover is stated"
    if outlook.cover == NEVER:
        return "stated cover has no end announced"
    verb = "runs until" if _covered(outlook) else "ended on"
    return f"stated cover {verb} {outlook.cover}"


def _upgrade_words(outlook: _Outlook) -> str:
    if outlook.upgrade_planned is None:
        return "whether an upgrade is planned is not stated"
    return "an upgrade is planned" if outlook.upgrade_planned else "no upgrade is planned"
