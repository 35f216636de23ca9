"""The technologies that records of the estate list, and how many systems lose support of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from legacymap.domain.cover import Coverage, cover_end, coverage, lost_on, standard_ends
from legacymap.domain.dates import financial_year_of
from legacymap.domain.inventory import Record
from legacymap.domain.lifecycle import Match, SupportEnd
from legacymap.domain.losses import Losses
from legacymap.domain.technology import Technology
from legacymap.verbs.groundwork import Groundwork

YEARS = 5
_ALREADY = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A technology that a record lists, what matches it, and until when its support counts there.

    `ends` holds a standard end for each release that it may be, `cover` the end of stated cover.
    """

    record: Record
    technology: Technology
    match: Match
    ends: tuple[SupportEnd, ...]
    cover: date | None

    def coverage(self, as_of: date) -> Coverage:
        """What supports it there on a day."""
        return coverage(self.ends, self.cover, as_of)


def listings(ground: Groundwork, listed: frozenset[str]) -> Mapping[str, tuple[Listing, ...]]:
    """What each system of the estate among `listed` lists, by full id, in the order of the records."""
    return {
        system: tuple(_listing(ground, record, technology) for technology in record.system.technologies or ())
        for system in ground.estate.systems
        if system in listed
        for record in (ground.inventory.records[system],)
    }


def losses(by_system: Mapping[str, Sequence[Listing]], as_of: date) -> Losses:
    """How many of some systems lose support of what they list, already and by financial year.

    Where the releases that a technology may be lose it in different years, the year is not known.
    """
    first = financial_year_of(as_of)
    years = dict.fromkeys(range(first, first + YEARS), 0)
    already = unknown = silent = 0
    for listed in by_system.values():
        when = {_when(each, as_of) for each in listed}
        already += _ALREADY in when
        unknown += None in when
        for year in years:
            years[year] += year in when
        silent += not listed
    return Losses(already, years, unknown, silent)


def _listing(ground: Groundwork, record: Record, technology: Technology) -> Listing:
    match = ground.materials.matcher.match(technology)
    return Listing(record, technology, match, standard_ends(technology, match), cover_end(technology))


def _when(listing: Listing, as_of: date) -> int | None:
    """The financial year in which support is lost, _ALREADY, or None where it is not known."""
    found = {_year(lost_on(end, listing.cover), as_of) for end in listing.ends}
    return found.pop() if len(found) == 1 else None


def _year(day: date | None, as_of: date) -> int | None:
    if day is None:
        return None
    return _ALREADY if day <= as_of else financial_year_of(day)
