"""Every row of the method's table of facts, boundary by boundary, as the command and the oracle read it."""

import random
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from tests.recomputation import tables
from tests.recomputation.facts import Facts
from tests.recomputation.running import differences
from tests.recomputation.scores import Question
from tests.recomputation.styles import yaml_text

DAYS = (date(2026, 11, 22), date(2028, 2, 29), date(2027, 2, 28))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_boundary_of_every_date(day: date, tmp_path: Path) -> None:
    _write(tmp_path, {"id": "technologies"}, tables.technologies(day))
    _write(tmp_path, {"id": "contracts"}, tables.contracts(day))
    _write(tmp_path, {"id": "incidents"}, tables.incidents(day))
    _write(tmp_path, {"id": "vulnerabilities"}, tables.vulnerabilities(day))
    assert differences([tmp_path], Question(day)) == []


def test_every_band_of_cost(tmp_path: Path) -> None:
    for budget in (None, "1000m", "123456789"):
        for currency in ("GBP", "EUR", "USD"):
            about: Facts = {"id": f"{currency.lower()}-{budget or 'none'}", "currency": currency}
            if budget:
                about["annual_budget"] = budget
            _write(tmp_path, about, tables.failures(currency))
    # A child without a budget takes that of its nearest ancestor that states one.
    _write(tmp_path, {"id": "child", "parent": "gbp-none"}, tables.failures("GBP"))
    _write(tmp_path, {"id": "heir", "parent": "gbp-1000m"}, tables.failures("GBP"))
    _write(tmp_path, {"id": "heir-of-heir", "parent": "heir"}, tables.failures("GBP"))
    _write(tmp_path, {"id": "owner", "parent": "gbp-1000m", "annual_budget": "£50m"}, tables.failures("GBP"))
    assert differences([tmp_path], Question(DAYS[0])) == []


def test_every_product_of_the_catalogue(tmp_path: Path) -> None:
    _write(tmp_path, {"id": "matches"}, tables.matches())
    assert differences([tmp_path], Question(DAYS[0])) == []


def _write(folder: Path, about: Facts, rows: Iterable[Facts]) -> None:
    dice = random.Random(str(about["id"]))  # noqa: S311 - nothing secret: the same name must give the same file
    systems = [{"id": f"s{number}", "name": f"System {number}"} | row for number, row in enumerate(rows)]
    text = yaml_text({"organisation": about, "systems": systems}, dice)
    (folder / f"{about['id']}.yaml").write_text(text, encoding="utf-8")
