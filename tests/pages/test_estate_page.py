"""The page of an estate as a reader's browser shows it."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Page, expect

from tests.cli.running import DAY, legacymap, write
from tests.pages.browser import Scheme, Windows, visit

# Only what is wrong is told at length: to tell what is right takes longer than to find it.
_STANDARD = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
_COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
_EVERY = "document.querySelectorAll('details')"
_OPEN = f"{_EVERY}.forEach(each => each.open = true)"
_SHOWN = "[...document.querySelectorAll('#ranking-table tbody tr')].filter(row => !row.hidden)"
_FOCUSABLE = "a[href], button, input, select, summary, [tabindex='0']"
_HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(2)>"' onclick=alert(3) {{7*7}} \\u202e"""


def test_it_loads_nothing_and_says_nothing(chromium: Windows, sample: Path) -> None:
    with visit(chromium, sample) as found:
        found.page.evaluate(_OPEN)
        assert found.asked == [sample.as_uri()]
        assert found.said == []


# Dark and light differ in colours alone.
@pytest.mark.parametrize(("scheme", "options"), [("light", _STANDARD), ("dark", _COLOURS)])
def test_axe_finds_no_violation_of_wcag_22_aa(
    chromium: Windows, short_sample: Path, scheme: Scheme, options: dict[str, object]
) -> None:
    with visit(chromium, short_sample, scheme=scheme) as found:
        # What is out of sight is not laid out; its estimated places would seem to overlap.
        found.page.evaluate(f"{_EVERY}.forEach(each => each.style.contentVisibility = 'visible')")
        found.page.evaluate(_OPEN)
        results = Axe().run(found.page, options=options)
        assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_never_wider_than_the_window(chromium: Windows, sample: Path, width: int) -> None:
    with visit(chromium, sample, width) as found:
        found.page.evaluate(_OPEN)
        assert found.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_reaches_everything(chromium: Windows, short_sample: Path) -> None:
    with visit(chromium, short_sample) as found:
        page = found.page
        every = f'[...document.querySelectorAll("{_FOCUSABLE}")].filter(each => each.checkVisibility())'
        count = page.evaluate(f"{every}.map((each, at) => each.dataset.at = at).length")
        reached = set()
        for _ in range(count + 5):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.dataset.at"))
        assert {str(at) for at in range(count)} <= reached


def test_a_heading_sorts_its_column_and_says_so(chromium: Windows, public_record: Path) -> None:
    with visit(chromium, public_record) as found:
        head = found.page.get_by_role("columnheader", name="Dependents")
        head.get_by_role("button").press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        column = _column(found.page, "Dependents")
        assert column == sorted(column, reverse=True)
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == "ascending"
        column = _column(found.page, "Dependents")
        assert column == sorted(column)


def test_filters_leave_what_fits(chromium: Windows, public_record: Path) -> None:
    with visit(chromium, public_record) as found:
        page = found.page
        total = int(page.evaluate(f"{_SHOWN}.length"))
        status, whole = page.locator("#ranking-status"), f"Showing {total} of {total}"
        page.get_by_label("Organisation", exact=True).select_option(index=1)
        chosen = page.get_by_label("Organisation", exact=True).input_value()
        expect(status).not_to_have_text(whole)
        assert set(page.evaluate(f"{_SHOWN}.map(row => row.dataset.organisation)")) == {chosen}
        page.get_by_role("button", name="Clear", exact=True).click()
        expect(status).to_have_text(whole)
        page.get_by_label("Search", exact=True).fill("REGISTER")
        expect(status).not_to_have_text(whole)
        texts = page.evaluate(f"{_SHOWN}.map(row => row.textContent.toLowerCase())")
        assert texts
        assert all("register" in text for text in texts)
        assert status.inner_text() == f"Showing {len(texts)} of {total}"


def test_a_link_to_a_system_unfolds_its_section(chromium: Windows, short_sample: Path) -> None:
    with visit(chromium, short_sample) as found:
        found.page.locator("#ranking-table tbody a").first.click()
        found.page.locator("details.system[open]").wait_for()
        assert found.page.locator("details.system .facts").first.is_visible()


def test_without_scripts_it_is_whole(chromium: Windows, public_record: Path) -> None:
    with visit(chromium, public_record, scripts=False) as found:
        assert not found.page.locator("form.filters").is_visible()
        rows = found.page.locator("#ranking-table tbody tr")
        assert rows.last.is_visible()
        assert min(rows.count(), 100) == found.page.locator("details.system").count()


def test_paper_shows_the_systems_that_were_asked_for(chromium: Windows, short_sample: Path) -> None:
    with visit(chromium, short_sample, scripts=False) as found:
        facts = found.page.locator("details.system .facts").first
        assert not facts.is_visible()
        found.page.emulate_media(media="print")
        assert (facts.bounding_box() or {"height": 0})["height"] > 0
        assert not found.page.locator("nav.contents").is_visible()


def test_paper_of_the_whole_estate_shows_the_systems_that_were_unfolded(
    chromium: Windows, public_record: Path
) -> None:
    with visit(chromium, public_record) as found:
        found.page.locator("details.system summary").first.click()
        found.page.emulate_media(media="print")
        every = found.page.locator("details.system")
        assert [every.nth(at).is_visible() for at in range(3)] == [True, False, False]


def test_a_narrow_window_shows_what_matters_without_scrolling_sideways(
    chromium: Windows, short_sample: Path
) -> None:
    with visit(chromium, short_sample, 375) as found:
        for table in (".lead table", "#ranking-table"):
            cells = found.page.locator(f"{table} tbody tr").first.locator("td:nth-child(-n + 5)").all()
            boxes = [each.bounding_box() for each in cells]
            assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 375 for box in boxes)
        moved = (
            "new Promise(told => new PerformanceObserver(list => told(list.getEntries()"
            ".reduce((sum, each) => sum + each.value, 0))).observe({type: 'layout-shift', buffered: true})"
            " || setTimeout(() => told(0), 300))"
        )
        assert found.page.evaluate(moved) < 0.01


def test_hostile_names_are_shown_and_do_nothing(chromium: Windows, tmp_path: Path) -> None:
    name = _HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("\\\\u202e", "\\u202e")
    text = (
        f'organisation: {{id: a, name: "{name}"}}\nsystems:\n'
        f'- {{id: one, name: "{name}", owner: "{name}", technologies: ["{name}"], notes: "{name}",\n'
        f'   purpose: "{name}", depends_on: [{{system: two, note: "{name}"}}],\n'
        f'   assessment: {{assessor: "{name}", scores: {{L1: {{score: 6, evidence: "{name}"}}}}}}}}\n'
        "- {id: two, name: Two, depends_on: [one]}\n"
    )
    write(tmp_path, "a.yaml", text)
    legacymap("scan", tmp_path, "--as-of", DAY, "-o", tmp_path / "page.html")
    with visit(chromium, tmp_path / "page.html") as found:
        page = found.page
        page.evaluate(_OPEN)
        for each in page.locator("summary, th button").all():
            each.click()
        page.wait_for_timeout(200)
        assert found.said == []
        assert found.asked == [(tmp_path / "page.html").as_uri()]
        assert page.locator("script").count() == 1
        assert page.locator("img, iframe, object, [onerror], [onclick]").count() == 0
        shown = page.locator("#ranking-table").inner_text()
        assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in re.sub(r"\s+", " ", shown)
        assert "{{7*7}}" in shown
        assert "\u202e" not in page.content()


def _column(page: Page, heading: str) -> list[int]:
    headings = [
        text.lower().rstrip(" ▲▼") for text in page.locator("#ranking-table thead th").all_inner_texts()
    ]
    at = headings.index(heading.lower()) + 1
    texts = page.locator(f"#ranking-table tbody td:nth-child({at})").all_inner_texts()
    return [int(text.split()[0].replace(",", "")) for text in texts if text != "-"]


@pytest.fixture(scope="module")
def long_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of 260 systems, of which the last by id is the only one that is red."""
    folder = tmp_path_factory.mktemp("long")
    worst = ", ".join([*(f"L{at}: 6" for at in range(1, 8)), *(f"C{at}: 5" for at in range(1, 7))])
    lines = [f"- {{id: s{at:03d}, name: System {at}}}\n" for at in range(259)]
    lines.append(f"- {{id: z, name: Zenith, assessment: {{scores: {{{worst}}}}}}}\n")
    write(folder, "a.yaml", f"organisation: a\nsystems:\n{''.join(lines)}")
    legacymap("scan", folder, "--as-of", DAY, "-o", folder / "page.html")
    return folder / "page.html"


def test_a_long_ranking_shows_rows_as_they_are_asked_for_and_sorts_all(
    chromium: Windows, long_page: Path
) -> None:
    with visit(chromium, long_page) as found:
        page, rows = found.page, found.page.locator("#ranking-table tbody tr")
        assert rows.count() == 250
        expect(page.locator("#ranking-status")).to_have_text("Showing 250 of 260")
        assert page.locator("[data-more-of]").count() == 0
        page.get_by_role("columnheader", name="System").get_by_role("button").click()
        page.get_by_role("columnheader", name="System").get_by_role("button").click()
        assert rows.first.inner_text().split("\t")[1].startswith("Zenith")
        page.get_by_role("button", name="Show 10 more of 10").click()
        assert rows.count() == 260
        page.get_by_label("Search", exact=True).fill("zenith")
        expect(page.locator("#ranking-status")).to_have_text("Showing 1 of 260")


def test_without_scripts_a_long_ranking_goes_on_in_folds(chromium: Windows, long_page: Path) -> None:
    with visit(chromium, long_page, scripts=False) as found:
        fold = found.page.locator("[data-more-of]")
        assert fold.locator("summary").inner_text() == "Rows 251 to 260"
        assert not fold.locator("tbody tr").first.is_visible()
        fold.locator("summary").click()
        assert fold.locator("tbody tr").count() == 10
        assert fold.locator("tbody tr").last.is_visible()
