"""The later years that a projection looks at, and the days on which they are judged."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days on which later years are judged, ascending, and whether contracts are taken to be renewed."""

    days: tuple[date, ...]
    renew_contracts: bool = True

    def days_from(self, as_of: date) -> tuple[date, ...]:
        """The as-of date, then the day of each year; none is before the as-of date."""
        return (as_of, *(max(day, as_of) for day in self.days))


def appraisal_days(as_of: date, first_year: int, years: int) -> tuple[date, ...]:
    """The day on which each financial year is judged: its 1 April, or the as-of date if that is later.

    `first_year` is the calendar year in which the first of them begins (method, section 5).
    """
    begins = (min(first_year + number, date.max.year) for number in range(years))
    return tuple(max(date(year, 4, 1), as_of) for year in begins)
