"""The pages of both sample inventories, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.cli.running import DAY, ROOT, legacymap
from tests.pages.browser import browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="session", params=["uk-public-record", "example-department"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    name = str(request.param)
    page = tmp_path_factory.mktemp("pages") / f"{name}.html"
    run = legacymap("scan", ROOT / "inventories" / name, "--as-of", DAY, "-o", page)
    assert run.code in {0, 1}
    return page
