"""Later years as the product sees them, beside a second opinion written from the design pages alone."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from legacymap.analysis.analysis import Analysis, analyse
from legacymap.analysis.request import Request
from legacymap.domain.assessment import Assessment
from legacymap.domain.plan import Course, Projection
from legacymap.scoring.facts import Facts as Beside
from legacymap.scoring.facts import Horizon, Scored, appraisal_days
from legacymap.scoring.frameworks import without_criterion
from legacymap.scoring.projection import projected
from tests.recomputation import tables
from tests.recomputation.facts import Facts
from tests.recomputation.inventories import write_inventory
from tests.recomputation.plain import written
from tests.recomputation.projecting import Asked, Years, project
from tests.recomputation.styles import yaml_text
from tests.recomputation.test_scan import DAYS

Key = TypeVar("Key", str, tuple[str, str])


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_random_estates(day: date, tmp_path: Path) -> None:
    first_seed = 100 * DAYS.index(day)
    folders = [tmp_path / str(seed) for seed in range(first_seed, first_seed + 6)]
    for seed, folder in enumerate(folders, start=first_seed):
        write_inventory(seed, folder, day)
    asked = Asked(day, first_year=2027, years=10)
    _compare(folders, asked)
    _compare(folders, replace(asked, renew_contracts=False, prior="uniform", years=4))
    _compare(folders, replace(asked, without="other_systems", first_year=2031, years=3))
    _compare(folders, replace(asked, retire_as_planned=True, fading_from=(0, 4, 7), first_year=2026, years=8))


def test_every_boundary_of_every_date(tmp_path: Path) -> None:
    day = date(2026, 11, 22)
    _write(tmp_path, "technologies", tables.technologies(day))
    _write(tmp_path, "contracts", tables.contracts(day))
    _write(tmp_path, "vulnerabilities", tables.vulnerabilities(day))
    _compare([tmp_path], Asked(day, first_year=2026, years=7))
    _compare([tmp_path], Asked(day, first_year=2028, years=3, renew_contracts=False))


def _write(folder: Path, organisation: str, rows: Iterable[Facts]) -> None:
    systems = [{"id": f"s{number}", "name": f"System {number}"} | row for number, row in enumerate(rows)]
    dice = random.Random(organisation)  # noqa: S311 - nothing secret: the same name must give the same file
    document = yaml_text({"organisation": organisation, "systems": systems}, dice)
    (folder / f"{organisation}.yaml").write_text(document, encoding="utf-8")


def _compare(folders: Sequence[Path], asked: Asked) -> None:
    ours = _projected(analyse(Request(tuple(folders), asked.day, prior=asked.prior)), asked)
    theirs = project(written(folders), asked)
    assert _by_year(ours.nothing) == _about(theirs.nothing)
    assert _by_year(ours.after) == _about(theirs.after)
    assert sorted(ours.defaults) == sorted(theirs.defaults)
    assert sorted(ours.kept_current) == sorted(theirs.kept_current)
    assert ours.retired_from == theirs.leaves
    assert sorted(ours.unfunded) == sorted(theirs.unfunded)
    assert ours.fading.keys() == theirs.fading.keys()
    for key, by_first in theirs.fading.items():
        own = {first: ours.fading[key][first] for first in by_first}
        assert _by_year({str(first): course for first, course in own.items()}) == _about(
            {str(first): years for first, years in by_first.items()}
        )


def _projected(done: Analysis, asked: Asked) -> Projection:
    # Of the facts, only dates and support matter to later years; all else is in the assessment.
    facts = Beside(asked.day, done.reference.matcher.match, 0, None, "GBP")
    systems = [
        Scored(done.inventory.records[system], facts, _less(done.assessments[system], asked.without))
        for system in done.estate.scored
    ]
    framework = without_criterion(done.reference.framework, asked.without)
    horizon = Horizon(
        days=appraisal_days(asked.day, asked.first_year, asked.years),
        renew_contracts=asked.renew_contracts,
        first_year=asked.first_year,
        retire_as_planned=asked.retire_as_planned,
        effects_fade=bool(asked.fading_from),
    )
    return projected(systems, framework, asked.prior, horizon)


def _less(assessment: Assessment, criterion: str) -> Assessment:
    kept = tuple(score for score in assessment.criteria if score.criterion != criterion)
    return replace(assessment, criteria=kept)


def _by_year(courses: Mapping[Key, Course]) -> dict[Key, Years]:
    return {
        key: list(zip(course.likelihood, course.impact, course.p_red, strict=True))
        for key, course in courses.items()
    }


def _about(every: Mapping[Key, Years]) -> dict[Key, object]:
    """The same to nine digits."""
    return {
        key: [pytest.approx(year, rel=5e-10, abs=1e-13) for year in years] for key, years in every.items()
    }
