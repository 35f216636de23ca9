"""A plan laid out over years, from records to rows."""

from datetime import date
from math import inf
from pathlib import Path

from legacymap.analysis.plan import Extras, PlanOptions, plan
from legacymap.analysis.request import Request
from legacymap.analysis.roadmap import laid_out
from legacymap.domain.submission import LaidOut, Link

HIGHEST = ", ".join([*(f"L{each}: 6" for each in range(1, 8)), *(f"C{each}: 5" for each in range(1, 7))])
INVENTORY = """\
organisation: {id: a, name: Office A}
systems:
- id: base
  name: Base
  kind: platform
  retires: 2030-03
  technologies:
  - {product: Quill, support: {standard_ends: 2028-06-30}}
  - {product: Reed, support: {standard_ends: 2020}}
  assessment: {scores: {ALL}}
  remediation: {options: [{id: stop, approach: retire, rdel: [£1m], price_base: 2026-27}]}
- id: shop
  name: Shop
  depends_on: [base]
  assessment: {scores: {ALL}}
  remediation:
    plan: {milestones: [{date: 2028-02, what: Data moved}, {date: 2027-05, what: Begun, done: yes}]}
    options: [{id: anew, approach: replace, description: A new shop, cdel: [£2m, £1m], price_base: 2026-27}]
- id: till
  name: Till
  assessment: {scores: {ALL}}
  remediation: {options: [{id: swap, approach: replace, rdel: [£1m], requires: [shop], price_base: 2026-27}]}
- id: stamp
  name: Stamp
  assessment: {scores: {L1: 1, C1: 1}}
"""
SCENARIO = """\
scenario: s
title: Some money
years: [2027-28, 2028-29, 2029-30]
price_base: 2026-27
budgets: [{organisation: a, fund: total, caps: {2027-28: £2m, 2028-29: £2m, 2029-30: £2m}}]
must: [{system: a/shop, by: 2028-29, why: The lease ends}]
"""


def made(folder: Path, *, frontier: bool = False) -> LaidOut:
    """The plan of the small office, laid out."""
    (folder / "a.yaml").write_text(INVENTORY.replace("ALL", HIGHEST), encoding="utf-8")
    scenario = folder / "s.yaml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    request = Request(paths=(folder / "a.yaml",), as_of=date(2026, 11, 22))
    [found] = laid_out(plan(request, PlanOptions((scenario,), lambda: inf, Extras(frontier))))
    return found


def test_a_row_has_work_days_and_the_reason_where_there_is_none(tmp_path: Path) -> None:
    rows = {row.name: row for row in made(tmp_path).roadmap.rows}
    assert set(rows) == {"Base", "Shop", "Till", "Stamp"}
    shop = rows["Shop"].work
    assert shop is not None
    assert (shop.option, shop.start, shop.complete, shop.cost) == ("anew", 2027, 2028, 3e6)
    assert [(mark.kind, mark.day.isoformat()) for mark in rows["Shop"].marks] == [
        ("milestone-done", "2027-05-31"),
        ("milestone", "2028-02-29"),
        ("must-by", "2029-03-31"),
    ]
    assert [(mark.kind, mark.day.isoformat()) for mark in rows["Base"].marks] == [
        ("support-over", "2026-11-22"),
        ("end-of-support", "2028-06-30"),
        ("retires", "2030-03-31"),
    ]
    assert rows["Stamp"].left is not None
    assert rows["Stamp"].left.why.code == "no-option"
    assert (rows["Shop"].now, rows["Shop"].then) == ("red", "not-red")


def test_what_waits_for_what_is_linked(tmp_path: Path) -> None:
    assert set(made(tmp_path).roadmap.links) == {
        Link("a/shop", "a/till", "requires"),
        Link("a/shop", "a/base", "leaves"),
    }


def test_the_money_is_that_of_the_plan_and_of_every_line(tmp_path: Path) -> None:
    found = made(tmp_path)
    by_name = {(row.name, row.fund): row for row in found.roadmap.money}
    line = by_name["Office A", "resource and capital"]
    assert dict(line.caps) == {2027: 2e6, 2028: 2e6, 2029: 2e6}
    funds = [by_name["the whole plan", fund] for fund in ("resource", "capital")]
    for year in found.roadmap.years:
        assert line.spend[year] == sum(each.spend[year] for each in funds)


def test_each_point_of_the_frontier_has_its_own_rows(tmp_path: Path) -> None:
    found = made(tmp_path, frontier=True)
    assert found.plan.frontier is not None
    for point, laid in zip(found.plan.frontier, found.points, strict=True):
        if laid is None:
            assert point.value is None
            continue
        placed = {(row.system, row.work.option, row.work.start) for row in laid.rows if row.work}
        assert placed == {(each.system, each.option, each.start) for each in point.actions}
        shop = next((row.work for row in laid.rows if row.work and row.name == "Shop"), None)
        # Its two years of cost, wherever they begin.
        assert shop is None or shop.complete == shop.start + 1
        assert laid.end == ""
