from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.domain.connections import EstateMap
from legacymap.reports.map.drawn import html_text
from tests.reports.mapped import hostile_maps, seven
from tests.reports.texts import is_harmless

_VOID = {"meta", "wbr", "link", "br", "col"}


class _Page(HTMLParser):
    """What a page holds: its elements, ids, and whether every one that opens is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.names: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.open.pop() == tag


def _page(found: EstateMap, limit: int = 80) -> _Page:
    page = _Page()
    page.feed(html_text(found, limit))
    assert page.open == []
    return page


@given(hostile_maps(), st.sampled_from([1, 80]))
@settings(max_examples=30)
def test_hostile_names_stay_text(found: EstateMap, limit: int) -> None:
    page = _page(found, limit)
    assert not {"img", "iframe", "b", "link"} & set(page.tags)
    assert page.tags.count("script") == 1
    assert not any(name.startswith("on") or name == "src" for name in page.names)
    assert is_harmless(html_text(found, limit).partition("<script>")[0])


@pytest.mark.parametrize("limit", [3, 80])
def test_a_page_has_one_picture_tables_and_no_id_twice(limit: int) -> None:
    page = _page(seven(), limit)
    assert page.tags.count("svg") == 1
    assert page.tags.count("table") >= 2
    assert len(page.ids) == len(set(page.ids))
    assert page.tags.count("h1") == 1


def test_a_page_is_marked_at_top_and_bottom_and_loads_nothing() -> None:
    text = html_text(seven(), 80)
    assert text.count("OFFICIAL-SENSITIVE") >= 2
    assert "http://" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in text
