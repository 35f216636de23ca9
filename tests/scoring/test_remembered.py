"""What is remembered of one system never tells in another: each is scored as if it were alone."""

import sys
from pathlib import Path

import pytest

from legacymap.analysis.analysis import analyse
from legacymap.analysis.request import Request
from legacymap.domain.dates import partial_date
from legacymap.scoring.assess import assess
from tests.bench.generate import write_inventory

SYSTEMS = 80
EACH = 12
DAYS = ("2026-01-01", "2026-11-30", "2031-06-30")


def forget() -> None:
    """Empties whatever modules of scoring and of support dates remember."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("legacymap.scoring", "legacymap.analysis", "legacymap.lifecycle")):
            for key, value in vars(module).items():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
                elif key in {"_LAST", "_NOTHING_KNOWN"}:
                    value.clear()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("random")
    for seed in range(3):
        write_inventory(SYSTEMS, found / str(seed), per_file=7, seed=seed)
        for file in (found / str(seed)).rglob("*.yaml"):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("department-", f"seed-{seed}-department-"), encoding="utf-8")
    return found


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("framework", ["uk-litraf", None])
def test_each_is_scored_as_if_it_were_alone(folder: Path, day: str, framework: str | None) -> None:
    analysis = analyse(Request((folder,), partial_date(day).first, framework, prior="uniform"))
    assert len(analysis.assessments) == 3 * SYSTEMS
    for system, found in list(analysis.assessments.items())[::EACH]:
        forget()
        record, facts = analysis.inventory.records[system], analysis.facts[system]
        assert found == assess(record, facts, analysis.reference.framework, "uniform")
