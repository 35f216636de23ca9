"""What the documents show is what the program does."""

import re
from pathlib import Path

import pytest

from tests.cli.running import ROOT, legacymap
from tests.manual import CONSOLE, MANUAL, SUBMISSION, example_submission, manual


def _pages(folder: Path) -> list[Path]:
    return list(folder.glob("*.md") if folder == ROOT else folder.rglob("*.md"))


README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(page for place in (".", "docs", "inventories") for page in _pages(ROOT / place))
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.mark.parametrize("block", list(CONSOLE.finditer(README)), ids=lambda block: block["flags"])
def test_the_readme_shows_real_output(block: re.Match[str]) -> None:
    out, shown = legacymap(*block["flags"].split()).out, block["shown"]
    whole = shown.removesuffix("…\n")  # a mark says that more follows
    assert out == shown if whole == shown else out.startswith(whole)


def test_the_record_of_the_readme_is_an_inventory(tmp_path: Path) -> None:
    [record] = re.findall(r"```yaml\n(organisation:.*?)```", README, re.DOTALL)
    (tmp_path / "a.yaml").write_text(record, encoding="utf-8")
    run = legacymap("validate", ".", folder=tmp_path)
    assert run.code == 0  # what it names and does not hold are warnings
    assert "3 warnings" in run.out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    missing = [
        link for link in _LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()
    ]
    assert missing == []


def test_the_manual_of_the_rules_is_current() -> None:
    assert MANUAL.read_text(encoding="utf-8") == manual()  # `make docs` writes it anew


@pytest.mark.slow
def test_the_example_submission_is_current() -> None:
    assert SUBMISSION.read_text(encoding="utf-8") == example_submission()  # `make docs` writes it anew
