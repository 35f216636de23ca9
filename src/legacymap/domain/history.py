"""How an estate has fared period by period: frozen dataclasses, which are also the JSON."""

from datetime import date
from functools import cache
from typing import Annotated, Literal

from pydantic import TypeAdapter, ValidationError

from legacymap.domain.documents import HIDDEN, Pounds
from legacymap.domain.frozen import dataclass
from legacymap.domain.results import CatalogueEdition, Edition, FindingCounts, HiddenHandling, Incomplete

Every = Literal["week", "month", "quarter", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The estate at the last commit of a period, judged on its last day.

    `findings` are those that no waiver accepts. `planned` is what the work of stated remediation plans
    costs, `funded` what of it is paid for. `problem` says why nothing could be read; the figures are null
    then. `red` and the like count systems; `weighted_risk` counts a whole once.
    """

    period: str
    commit: str
    as_of: date
    systems: int | None = None
    scored: int | None = None
    red: int | None = None
    possibly_red: int | None = None
    legacy: int | None = None
    expected_red: float | None = None
    weighted_risk: float | None = None
    findings: FindingCounts | None = None
    planned: Pounds | None = None
    funded: Pounds | None = None
    framework: Edition | None = None
    lifecycle: CatalogueEdition | None = None
    prior: str | None = None
    inventory_sha256: str | None = None
    incomplete: Incomplete | None = None
    problem: str | None = None
    handling: HiddenHandling = "official-sensitive"


def period_of(value: object) -> Period | None:
    """The period that a value of JSON holds, its marking too; None where it is none."""
    try:
        return _periods().validate_python(value)
    except ValidationError:
        return None


@cache
def _periods() -> TypeAdapter[Period]:
    return TypeAdapter(Period)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The figures of an estate at the last commit of each period, the earliest first."""

    format: Literal["legacymap.history/1"] = "legacymap.history/1"
    legacymap: str
    as_of: date
    since: str
    every: Every
    incomplete: Incomplete | None = None
    periods: tuple[Period, ...]
    paths: Annotated[tuple[str, ...], HIDDEN] = ()
    handling: HiddenHandling
