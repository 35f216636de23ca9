from datetime import date

from legacymap.scoring.facts import Horizon, appraisal_days


def test_a_year_is_judged_on_its_first_day_or_on_the_as_of_date_if_that_is_later() -> None:
    found = appraisal_days(date(2027, 6, 30), 2026, 4)
    assert found == (date(2027, 6, 30), date(2027, 6, 30), date(2028, 4, 1), date(2029, 4, 1))


def test_a_day_before_the_as_of_date_is_the_as_of_date() -> None:
    days = Horizon((date(2026, 4, 1), date(2027, 4, 1))).days_from(date(2026, 11, 22))
    assert days == (date(2026, 11, 22), date(2026, 11, 22), date(2027, 4, 1))


def test_years_beyond_the_calendar_are_its_last() -> None:
    assert appraisal_days(date(2026, 1, 1), 9998, 4) == (date(9998, 4, 1), *[date(9999, 4, 1)] * 3)
