from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from legacymap.reports.content.explain import explain_view
from legacymap.reports.content.gaps import gaps_view
from legacymap.reports.content.impact import impact_view
from legacymap.reports.content.registers import technologies_view
from legacymap.reports.content.scan import scan_view
from legacymap.reports.escape import sanitised
from legacymap.reports.formats.html import blocks_html, html_text, numbering
from legacymap.reports.view import (
    Chart,
    Code,
    Column,
    Fact,
    Facts,
    Figures,
    Heading,
    Judgement,
    Points,
    Prose,
    Table,
    View,
)
from tests.reports.builders import explanation, exposure, framework, survey
from tests.reports.pages.reading import read
from tests.reports.results import gaps, impact
from tests.reports.texts import is_harmless, texts

_VIEWS = (
    scan_view(survey()),
    explain_view(explanation(), framework()),
    gaps_view(gaps()),
    impact_view(impact()),
    technologies_view(exposure()),
)


def _view(one: str, two: str) -> View:
    table = Table(one, (Column("id", one), Column("b", two, "prose")), ((one, Judgement(two, one, "alarm")),))
    blocks = (
        Prose(two),
        Heading(one),
        Points((one, two)),
        Facts((Fact(one, two),)),
        Figures(((Fact(two, one),),)),
        Code(f"{one}\n{two}"),
        table,
    )
    return View(one, two, blocks, blocks, (Fact(two, one),))


_PLAIN = read(html_text(_view("one", "two"))).tags


@given(texts.filter(sanitised), texts.filter(sanitised))
def test_no_text_makes_or_breaks_an_element(one: str, two: str) -> None:
    page = html_text(_view(one, two))
    found = read(page)
    assert is_harmless(page)
    assert found.unbalanced == []
    assert (found.tags - _PLAIN).keys() <= {"wbr"}
    assert (_PLAIN - found.tags).keys() <= {"strong"}
    assert " ".join(sanitised(one).split()) in " ".join("".join(found.texts).split())


@given(st.sampled_from(_VIEWS))
def test_every_view_is_a_whole_page(view: View) -> None:
    found = read(html_text(view))
    assert found.unbalanced == []
    assert len(found.ids) == len(set(found.ids))
    assert found.tags["h1"] == found.tags["main"] == found.tags["title"] == 1
    assert found.tags["script"] == 0
    tables = [block for block in (*view.blocks, *view.appendix) if isinstance(block, Table)]
    assert found.tags["table"] == len(tables)


def test_headings_of_two_levels_make_sections_of_the_first_alone() -> None:
    table = Table("Inner", (Column("a", "a"),), (("x",),))
    blocks = (Heading("First"), Heading("Below", 2), table, Heading("Second"), Prose("p"))
    page = html_text(View("t", "", blocks))
    assert read(page).tags["section"] == 2
    assert "<h4>Below</h4>" in page


def test_a_chart_stands_with_its_words_and_figures() -> None:
    table = Table("Bars", (Column("name", "name"), Column("n", "n", "count")), (("<a>", 3),))
    bars = {
        "height": 30,
        "data": {"values": [{"name": "<a>", "n": 3}]},
        "mark": "bar",
        "encoding": {"y": {"field": "name", "type": "nominal"}, "x": {"field": "n", "type": "quantitative"}},
    }
    found = read(html_text(View("t", "", (Chart("Bars", "One bar.", table, bars, (("alarm", "red"),)),))))
    assert found.tags["svg"] == found.tags["figure"] == found.tags["table"] == 1
    assert found.unbalanced == []
    assert any("aria-label" in each and each["aria-label"] == "Bars. One bar." for _, each in found.elements)


def test_a_day_and_a_financial_year_are_never_broken() -> None:
    rows = ((date(2023, 10, 10),), ("2023-10-10",), ("2027-28",))
    text = str(blocks_html((Table("Ends", (Column("ends", "ends", "date"),), rows),), numbering()))
    assert text.count('<span class="whole">2023-10-10</span>') == 2
    assert '<span class="whole">2027-28</span>' in text


def test_a_name_leads_to_the_section_of_its_system() -> None:
    rows = ((Judgement("a/x", "The X"),), (Judgement("a/y", "The Y"),))
    table = Table("Systems", (Column("system", "system"),), rows)
    text = str(blocks_html((table,), numbering(), links=("a/x",)))
    assert '<a href="#system-a/x">The X</a>' in text
    assert "system-a/y" not in text
