import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from legacymap.analysis.page import estate_report as report_of
from legacymap.analysis.request import Request
from legacymap.reports.estate_page import estate_page
from legacymap.reports.formats import charts as vega
from tests.bench.generate import write_inventory
from tests.reports.builders import weighted_framework
from tests.reports.pages.estate_reports import estate_report
from tests.reports.pages.reading import Read, read


@cache
def page() -> str:
    return estate_page(estate_report(home_office="Home <Office>"))


@cache
def shown() -> Read:
    return read(page())


def test_every_element_is_closed_and_every_id_is_one_of_a_kind() -> None:
    assert shown().unbalanced == []
    assert len(shown().ids) == len(set(shown().ids))


def test_every_link_leads_to_something_on_the_page() -> None:
    assert shown().targets
    assert shown().targets <= {f"#{each}" for each in shown().ids}


def test_the_ten_that_matter_most_lead_to_their_sections() -> None:
    first = page()[: page().index("Contents")]
    found = re.findall(r'<a href="#system-([^"]+)"', first)
    assert found
    assert set(found) <= {entry.id for entry in estate_report().scan.systems}


def test_labels_name_what_is_there() -> None:
    named = {
        each
        for _, attributes in shown().elements
        for key in ("aria-labelledby", "for")
        for each in (attributes.get(key) or "").split()
    }
    assert named <= set(shown().ids)


def test_the_policy_allows_this_style_and_this_script_alone() -> None:
    [policy] = [
        found["content"] for _, found in shown().elements if "Content-Security-Policy" in found.values()
    ]
    parts = dict(part.split(" ", 1) for part in (policy or "").split("; "))
    assert parts["default-src"] == parts["base-uri"] == parts["form-action"] == "'none'"
    for element, directive in (("style", "style-src"), ("script", "script-src")):
        found = re.findall(rf"<{element}>(.*?)</{element}>", page(), re.DOTALL)
        digests = [hashlib.sha256(each.encode()).digest() for each in found]
        assert parts[directive].split() == [f"'sha256-{base64.b64encode(each).decode()}'" for each in digests]
    assert not any(key.startswith("on") or key == "style" for _, found in shown().elements for key in found)


def test_nothing_is_loaded_from_anywhere() -> None:
    loading = {"src", "srcset", "data", "action", "poster", "background", "xlink:href"}
    assert not any(loading & found.keys() for _, found in shown().elements)
    assert not shown().tags.keys() & {"link", "img", "iframe", "object", "base"}
    assert "url(" not in page()
    assert "@import" not in page()


def test_the_marking_stands_at_top_and_bottom() -> None:
    texts = [text for text in shown().texts if text == "OFFICIAL-SENSITIVE"]
    assert len(texts) == 2


def test_the_ranking_has_a_row_for_each_system_and_filters_by_what_it_shows() -> None:
    rows = [found for tag, found in shown().elements if tag == "tr" and "data-rating" in found]
    systems = [each for each in shown().ids if each.startswith("system-")]
    assert len(rows) == len(systems) == len(estate_report().scan.systems)
    choices = {found.get("value") for tag, found in shown().elements if tag == "option"}
    assert {row["data-rating"] for row in rows} | {row["data-organisation"] for row in rows} <= choices


def test_every_scored_system_stands_in_one_cell_of_the_grid() -> None:
    body = page()[page().index('class="grid"') : page().index('id="ranking"')]
    counts = [int(each) for each in re.findall(r'class="count">(\d+)<', body)]
    assert sum(counts) == sum(entry.score is not None for entry in estate_report().scan.systems)


def test_a_framework_without_two_groups_has_no_grid() -> None:
    other = replace(estate_report(), framework=weighted_framework(), explanations=())
    assert 'class="grid"' not in estate_page(other)


def test_the_first_systems_alone_are_shown_when_asked() -> None:
    found = read(estate_page(estate_report(), top=2))
    assert sum(each.startswith("system-") for each in found.ids) == 2
    assert any("more" in text for text in found.texts)


def test_the_same_dossier_gives_the_same_page() -> None:
    assert estate_page(estate_report(home_office="Home <Office>")) == page()


def test_without_the_drawer_the_figures_stand_as_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vega, "find_spec", lambda _: None)
    found = read(estate_page(estate_report()))
    assert "svg" not in found.tags
    assert found.tags["figure"] == 0
    assert any("not red" in text for text in found.texts)
    assert found.tags["table"] == shown().tags["table"]


@pytest.mark.slow
def test_a_page_of_a_thousand_systems_is_at_most_four_megabytes(tmp_path: Path) -> None:
    write_inventory(1_000, tmp_path, per_file=50)
    large = estate_page(report_of(Request((tmp_path,), date(2026, 11, 22))))
    assert len(large.encode()) <= 4_000_000
    assert large.count("data-rating=") == 1_000
