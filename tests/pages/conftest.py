"""The pages of both sample inventories, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import DAY, ROOT, legacymap
from tests.pages.browser import Windows, browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Windows]:
    with browser() as started:
        yield started


SAMPLES = ("uk-public-record", "example-department")


@pytest.fixture(scope="session", params=SAMPLES)
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _page(str(request.param), tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="session", params=SAMPLES)
def short_sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with its first systems only: every kind of section, without hundreds of one kind."""
    return _page(str(request.param), tmp_path_factory.mktemp("pages"), "--top", "4")


def _page(name: str, folder: Path, *flags: str) -> Path:
    page = folder / f"{name}.html"
    run = legacymap("scan", ROOT / "inventories" / name, "--as-of", DAY, "-o", page, *flags)
    assert run.code in {0, 1}
    return page
