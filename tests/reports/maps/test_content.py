import json
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.domain.connections import EstateMap, Region, Scope
from legacymap.domain.documents import as_json
from legacymap.domain.inventory import Arrow
from legacymap.reports.map.content import (
    description,
    embedded_picture,
    html_text,
    json_text,
    map_view,
    svg_text,
    whole_picture,
)
from legacymap.reports.map.layout import text_width
from legacymap.reports.serial import document_text
from legacymap.reports.view import Judgement, Table
from tests import golden
from tests.reports.mapped import CASES, PNC, STUB, graphs, hostile_maps, mapped, node, seven
from tests.reports.texts import is_harmless

_SVG = "{http://www.w3.org/2000/svg}"
_KNOWN = {"svg", "title", "desc", "style", "g", "defs", "marker", "path", "rect", "text"}
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


@given(hostile_maps())
def test_hostile_names_stay_text(found: EstateMap) -> None:
    for picture in (whole_picture(found), whole_picture(found, limit=1)):
        assert is_harmless(picture)
        root = _root(picture)
        assert {each.tag.removeprefix(_SVG) for each in root.iter()} <= _KNOWN
        names = {name for each in root.iter() for name in each.attrib}
        assert not any(name.startswith("on") or name.endswith("href") for name in names)


def test_a_rating_is_shape_and_words_beside_colour() -> None:
    texts = _texts(whole_picture(seven()))
    for words in ("red ", "could be red ", "not red ", "not scored"):
        assert any(each.startswith(words) for each in texts)
    paths = {
        each.get("d", "").lstrip("M0123456789. -")[:1] + each.get("class", "")
        for each in _root(whole_picture(seven())).iter(f"{_SVG}path")
        if "sign" in each.get("class", "")
    }
    assert len(paths) == 4  # each rating has a shape of its own


def test_soft_and_assumed_arrows_look_different() -> None:
    root = _root(embedded_picture(seven(), prefix="x-"))
    routes = {
        (each.get("class"), each.get("marker-end"))
        for each in root.iter(f"{_SVG}path")
        if "way" in each.get("class", "")
    }
    assert {
        ("way", "url(#x-head)"),
        ("way soft", "url(#x-head)"),
        ("way", "url(#x-assumed)"),
    } <= routes


def test_the_name_of_a_lane_stays_within_it() -> None:
    names = [f"a/s{at}" for at in range(3)]
    arrows = [Arrow(each, end, hard=True, confirmed=True) for each in names for end in ("a/hub", "b/hub")]
    found = mapped(*(node(each) for each in (*names, "a/hub", "b/hub")), arrows=tuple(arrows))
    title = "The ministry of lanes that go from top to bottom, and of whatever stands in them " * 2
    regions = tuple(Region(each.id, title, each.family) for each in found.organisations)
    picture = whole_picture(replace(found, organisations=regions))
    faces = [each for each in _root(picture).iter(f"{_SVG}rect") if each.get("class") == "region"]
    rooms = [float(each.get("width", "0")) - 14 for each in faces]
    lines = [text for text in _texts(picture) if text.startswith("The ")]
    widths = [text_width(line, 11.0) for line in lines]
    assert len(widths) == 2  # the third region is the sign in the legend
    assert all(width <= room for width, room in zip(widths, rooms, strict=False))


def test_ids_begin_with_the_prefix_and_are_unique() -> None:
    ids = [each.get("id") for each in _root(embedded_picture(seven(), prefix="x-")).iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert all(each and each.startswith("x-") for each in ids)


def test_alone_it_is_marked_at_top_and_bottom_and_says_what_it_rests_on() -> None:
    texts = _texts(whole_picture(seven()))
    assert (texts[0], texts[-1]) == ("OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE")
    assert any("uk-litraf" in each for each in texts)
    assert "OFFICIAL-SENSITIVE" not in _texts(embedded_picture(seven()))


def test_it_has_a_title_and_a_description() -> None:
    root = _root(whole_picture(seven()))
    assert root.get("role") == "img"
    labels = [root.find(f"{_SVG}{name}") for name in ("title", "desc")]
    assert (root.get("aria-labelledby") or "").split() == [
        each.get("id") for each in labels if each is not None
    ]
    assert "7 systems" in (labels[1].text or "" if labels[1] is not None else "")


def test_beyond_the_limit_it_is_a_grid_that_says_how_to_see_the_rest() -> None:
    texts = " ".join(_texts(whole_picture(seven(), limit=6)))
    assert "summed up by organisation" in texts
    assert "--around" in texts
    assert "Police National Computer (home-office/pnc)" in texts  # underpins most


def test_the_system_in_the_middle_has_a_thick_edge() -> None:
    found = replace(seven(), scope=Scope(around=PNC, hops=1))
    faces = [each.get("class") for each in _root(whole_picture(found)).iter(f"{_SVG}rect")]
    assert faces.count("face focus") == 1


def test_the_same_map_gives_the_same_bytes() -> None:
    assert whole_picture(seven()) == whole_picture(seven())


@given(hostile_maps(), st.sampled_from([1, 80]))
@settings(max_examples=30)
def test_hostile_names_stay_text_in_the_page(found: EstateMap, limit: int) -> None:
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


@given(graphs())
def test_everything_is_there_whatever_the_limit(found: EstateMap) -> None:
    document = json.loads(json_text(found, 1))
    assert len(document["systems"]) == document["totals"]["systems"] == len(found.systems)
    assert len(document["dependencies"]) == document["totals"]["dependencies"] == len(found.dependencies)


@given(hostile_maps())
def test_hostile_names_come_out_whole_and_harmless(found: EstateMap) -> None:
    text = json_text(found, 80)
    assert is_harmless(text)
    assert [each["name"] for each in json.loads(text)["systems"]] == [node.name for node in found.systems]


def test_it_is_a_document_that_loads_nothing() -> None:
    text = svg_text(seven(), 80)
    assert text.startswith("<?xml")
    assert ET.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - our own output
    assert "@import" not in text
    assert "url(" not in text.replace("url(#", "")
    assert "<script" not in text


def test_a_small_map_lists_its_systems_and_arrows() -> None:
    assert _titles(80) == ["Capabilities that underpin most", "Systems on the map", "Arrows of the map"]


def test_a_large_map_is_a_matrix_and_what_underpins_most() -> None:
    assert _titles(6) == ["Who needs whom", "Capabilities that underpin most"]


def test_systems_and_arrows_are_named_with_ids_in_data() -> None:
    tables = {block.title: block for block in map_view(seven(), 80).blocks if isinstance(block, Table)}
    systems = tables["Systems on the map"]
    named = {row[1]: row[0] for row in systems.rows}
    assert systems.columns[0].heading == "system"
    assert named[STUB] == Judgement("", STUB)
    status = {row[1]: row[3] for row in systems.rows}
    assert (status[PNC], status[CASES], status[STUB]) == ("live", "build", "no record")
    assert named[PNC] == Judgement("Police National Computer", "Police National Computer")
    ends = {end for row in tables["Arrows of the map"].rows for end in row[:2]}
    assert Judgement(PNC, "Police National Computer") in ends
    assert "In a cycle: " in description(seven(), 80)
    assert PNC not in description(seven(), 80)


def test_every_row_fits_its_columns() -> None:
    for limit in (6, 80):
        for block in map_view(seven(), limit).blocks:
            if isinstance(block, Table):
                assert {len(row) for row in block.rows} <= {len(block.columns)}


def test_the_document_is_as_accepted() -> None:
    golden.check("reports/map.json", document_text(seven()))


def test_a_stub_has_neither_name_nor_score() -> None:
    stub = next(each for each in as_json(seven())["systems"] if each["id"] == STUB)
    assert stub["stub"]
    assert (stub["name"], stub["status"], stub["rating"], stub["expected"]) == (None, None, None, None)


def _texts(picture: str) -> list[str]:
    return [each.text or "" for each in _root(picture).iter(f"{_SVG}text")]


def _root(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - our own output


def _page(found: EstateMap, limit: int = 80) -> _Page:
    page = _Page()
    page.feed(html_text(found, limit))
    assert page.open == []
    return page


def _titles(limit: int) -> list[str]:
    return [block.title for block in map_view(seven(), limit).blocks if isinstance(block, Table)]


@pytest.mark.parametrize(("name", "limit"), [("map", 80), ("map-of-organisations", 3)])
def test_the_picture_is_as_accepted(name: str, limit: int) -> None:
    golden.check(f"reports/{name}.svg", svg_text(seven(), limit))
