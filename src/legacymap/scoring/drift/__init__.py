"""Criteria whose facts speak of dates: what they say as the years go by; one derivation a file."""

from collections.abc import Callable

from legacymap.domain.inventory import Record
from legacymap.scoring.drift import end_of_support, vendor_contract, vulnerabilities
from legacymap.scoring.drift.courses import Spoken
from legacymap.scoring.facts import Facts
from legacymap.scoring.horizon import Horizon

# By the derivation that speaks of the criterion; what others say stays as at the as-of date.
DRIFTS: dict[str, Callable[[Record, Facts, Horizon], Spoken]] = {
    "end_of_support": end_of_support.drift,
    "vendor_contract": vendor_contract.drift,
    "vulnerabilities": vulnerabilities.drift,
}
