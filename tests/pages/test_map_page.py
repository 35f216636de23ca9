"""The page of a map as a reader's browser shows it: it moves, finds, and shows the ways of a system."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Page, expect

from tests.cli.running import DAY, legacymap, write
from tests.pages.browser import Windows, visit

_ESTATE = """\
organisation: a
systems:
- {id: counter, name: "Counter \\\\ desk", kind: service, depends_on: [register]}
- {id: register, name: Register, depends_on: [{system: hub, confidence: assumed}, vault]}
- {id: hub, name: Hub, depends_on: [{system: vault, strength: soft}]}
- {id: vault, name: Vault}
- {id: island, name: Island}
"""
_STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("map")
    write(folder, "a.yaml", _ESTATE)
    assert legacymap("map", folder, "--as-of", DAY, "-o", folder / "map.html").code in {0, 1}
    return folder / "map.html"


@pytest.fixture
def page(chromium: Windows, page_file: Path) -> Iterator[Page]:
    with visit(chromium, page_file) as found:
        yield found.page
        assert found.said == []
        assert found.asked == [page_file.as_uri()]


def _scale(page: Page) -> float:
    return float(
        page.evaluate("new DOMMatrix(getComputedStyle(document.querySelector('.sheet')).transform).a")
    )


def _ways(page: Page) -> list[list[str]]:
    return [
        sorted(" ".join(each.split()) for each in side.locator("li").all_inner_texts())
        for side in page.locator(".ways > div").all()
    ]


_OF_REGISTER = [
    ["Counter \\ desk stops with it, directly"],
    ["Hub stops it, directly; assumed: Register needs Hub", "Vault stops it, directly"],
]


def test_a_click_shows_the_ways_up_and_down(page: Page) -> None:
    page.locator('.box[data-id="a/register"]').click()
    assert _ways(page) == _OF_REGISTER
    expect(page.locator('.box[data-id="a/island"]')).not_to_have_class("box quiet on")
    assert page.locator(".box.on").count() == 4
    assert page.locator(".arrow.on").count() == 4
    expect(page.get_by_role("status")).to_contain_text(
        "Register: 1 system needs it in the end, 1 stops with it (all along confirmed arrows)"
    )
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear").click()
    assert page.locator("svg.lit").count() == 0


def test_keys_alone_do_the_same(page: Page) -> None:
    box = page.locator('.box[tabindex="0"]')
    assert box.count() == 1
    box.focus()
    while page.evaluate("document.activeElement.dataset.id") != "a/register":
        before = page.evaluate("document.activeElement.dataset.id")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.dataset.id") != before
    page.keyboard.press("Enter")
    assert _ways(page) == _OF_REGISTER
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"


def test_finding_a_system_shows_its_ways_and_leads_on(page: Page) -> None:
    page.get_by_label("Find a system").fill("a/register")
    assert _ways(page) == _OF_REGISTER
    page.locator(".ways").get_by_role("button", name="Vault").click()
    assert _ways(page)[0] == [
        "Counter \\ desk stops with it, 2 steps",
        "Hub degrades, directly",
        "Register stops with it, directly",
    ]
    page.get_by_label("Find a system").fill("")
    page.keyboard.press("Enter")
    assert _ways(page) == []


def test_it_zooms_pans_and_fits(page: Page) -> None:
    first = _scale(page)
    page.get_by_role("button", name="Closer").click()
    page.wait_for_timeout(300)
    assert _scale(page) > first
    page.locator(".stage").focus()
    before = page.locator(".sheet").bounding_box()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert page.locator(".sheet").bounding_box() != before
    page.keyboard.press("0")
    page.wait_for_timeout(300)
    assert _scale(page) == pytest.approx(first)
    whole, stage = page.locator("svg.map").bounding_box(), page.locator(".stage").bounding_box()
    assert whole
    assert stage
    assert whole["height"] <= stage["height"] + 1


def test_axe_finds_no_violation_while_ways_are_shown(page: Page) -> None:
    page.get_by_label("Find a system").fill("a/register")
    results = Axe().run(page, options=_STANDARD)
    assert results.violations_count == 0, results.generate_report()


def test_paper_and_readers_without_scripts_have_the_whole_drawing(chromium: Windows, page_file: Path) -> None:
    with visit(chromium, page_file) as found:
        found.page.get_by_label("Find a system").fill("a/register")
        found.page.emulate_media(media="print")
        assert not found.page.locator(".tools").is_visible()
        assert _scale(found.page) == 1
        opacity = "getComputedStyle(document.querySelector('[data-id=\"a/island\"]')).opacity"
        assert found.page.evaluate(opacity) == "1"
    with visit(chromium, page_file, scripts=False) as found:
        assert found.page.locator(".box").count() == 5
        assert found.page.locator("table").count() >= 2
        assert found.page.locator(".tools, .stage").count() == 0
