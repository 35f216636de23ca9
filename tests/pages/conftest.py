"""The pages of both sample inventories, and a short one that has all that they have, made once."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.cli.running import DAY, ROOT, legacymap
from tests.pages.browser import Windows, browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Windows]:
    with browser() as started:
        yield started


SAMPLES = ("uk-public-record", "example-department")


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The page of each sample inventory."""
    folder = tmp_path_factory.mktemp("pages")
    return {name: _page(name, folder / f"{name}.html") for name in SAMPLES}


@pytest.fixture(scope="session", params=SAMPLES)
def sample(request: pytest.FixtureRequest, pages: Mapping[str, Path]) -> Path:
    return pages[str(request.param)]


@pytest.fixture(scope="session")
def public_record(pages: Mapping[str, Path]) -> Path:
    return pages["uk-public-record"]


@pytest.fixture(scope="session")
def short_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every kind of section and of element that both samples have, without hundreds of one kind."""
    page = tmp_path_factory.mktemp("short") / "short.html"
    return _page("example-department/coastal-safety", page, "--top", "2")


def _page(name: str, page: Path, *flags: str) -> Path:
    run = legacymap("scan", ROOT / "inventories" / name, "--as-of", DAY, "-o", page, *flags)
    assert run.code in {0, 1}
    return page
