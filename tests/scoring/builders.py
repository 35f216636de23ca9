"""Small values for the tests of scoring."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from legacymap.domain.catalogue import Cycle, Match, Product
from legacymap.domain.findings import Route
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Record
from legacymap.domain.system import System, Technology
from legacymap.scoring.facts import Facts
from legacymap.scoring.frameworks import shipped_framework

TODAY = date(2026, 11, 22)
EXAMPLE = Path("docs/example-framework.yaml")


@cache
def uk_litraf() -> Framework:
    return framework_from(shipped_framework("uk-litraf").read_text(encoding="utf-8"))


@cache
def example_framework() -> Framework:
    return framework_from(EXAMPLE.read_text(encoding="utf-8"))


def framework_from(text: str) -> Framework:
    return Framework.model_validate(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - text only, no objects


def record(text: str = "") -> Record:
    """A record of the keys in the YAML `text`, besides id and name; a key without a value is absent."""
    keys = _present(yaml.load(text, Loader=yaml.BaseLoader) or {})  # noqa: S506 - text only, no objects
    system = System.model_validate({"id": "case-tracker", "name": "Case tracker", **keys})
    return Record("home-office", system, Route("home-office.yaml"))


def facts(
    as_of: date = TODAY,
    *,
    match: Callable[[Technology], Match] | None = None,
    dependents: int = 0,
    annual_budget: int | None = None,
    currency: str = "GBP",
) -> Facts:
    budget = None if annual_budget is None else Decimal(annual_budget)
    return Facts(as_of, match or matched(), dependents, budget, currency)


def matched(*ends: str, cycles: Sequence[str] = ("12.1", "12.2", "13")) -> Callable[[Technology], Match]:
    """A catalogue that takes every technology for Oracle Database, with one cycle for each end given."""
    found = tuple(
        Cycle.model_validate({"cycle": cycle, "standard_ends": end})
        for cycle, end in zip(cycles, ends, strict=False)
    )
    product = Product(id="oracle-database", name="Oracle Database") if found else None
    why = f"matched by id, cycle {' or '.join(cycle.cycle for cycle in found)}" if found else "no match"
    return lambda _technology: Match(product, found, why)


def _present(keys: dict[str, object]) -> dict[str, object]:
    return {key: _present_in(value) for key, value in keys.items() if value != ""}


def _present_in(value: object) -> object:
    if isinstance(value, dict):
        return _present(value)
    return [_present_in(item) for item in value] if isinstance(value, list) else value
