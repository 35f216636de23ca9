"""What scoring knows of one system besides its record, and of the years that it looks at."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from legacymap.domain.assessment import Assessment
from legacymap.domain.catalogue import Match
from legacymap.domain.dates import financial_year_of
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Record
from legacymap.domain.system import Technology


@dataclass(frozen=True, slots=True)
class Facts:
    """The as-of date, the catalogue, and what surrounds one system.

    `dependents` counts the systems of the estate that need it directly; `annual_budget` is that of its
    organisation or of the nearest ancestor that states one, in whole units of `currency` (ISO 4217).
    """

    as_of: date
    match: Callable[[Technology], Match]
    dependents: int
    annual_budget: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A system's record, the facts beside it and its assessment by the framework in use."""

    record: Record
    facts: Facts
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days on which later years are judged, ascending, and what is supposed of those years.

    `first_year` is the calendar year in which the first of them begins; where it is left out, that of the
    first day. `renew_contracts`: contracts are taken to be renewed. `retire_as_planned`: every planned
    retirement is believed, paid for or not. `effects_fade`: what an option puts in place loses support six
    years after completion.
    """

    days: tuple[date, ...]
    renew_contracts: bool = True
    first_year: int | None = None
    retire_as_planned: bool = False
    effects_fade: bool = False

    def days_from(self, as_of: date) -> tuple[date, ...]:
        """The as-of date, then the day of each year; none is before the as-of date."""
        return (as_of, *(max(day, as_of) for day in self.days))

    @property
    def begins(self) -> int:
        """The calendar year in which the first year begins."""
        if self.first_year is not None or not self.days:
            return self.first_year or 0
        return financial_year_of(self.days[0])


def appraisal_days(as_of: date, first_year: int, years: int) -> tuple[date, ...]:
    """The day on which each financial year is judged: its 1 April, or the as-of date if that is later.

    `first_year` is the calendar year in which the first of them begins (method, section 5).
    """
    begins = (min(first_year + number, date.max.year) for number in range(years))
    return tuple(max(date(year, 4, 1), as_of) for year in begins)
