"""What a derivation may know besides the record itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from legacymap.domain.catalogue import Match
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
