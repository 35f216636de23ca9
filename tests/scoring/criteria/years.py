"""The years of the tests: ten financial years from 2027-28, judged as at 22 November 2026."""

from legacymap.scoring.facts import Horizon, appraisal_days
from tests.scoring.builders import TODAY

TEN_YEARS = Horizon(appraisal_days(TODAY, 2027, 10))
WITHOUT_RENEWAL = Horizon(TEN_YEARS.days, renew_contracts=False)
