from datetime import date
from pathlib import Path

from legacymap.analysis.explain import explain
from legacymap.analysis.page import QUESTIONS, estate_report
from legacymap.analysis.request import Request
from legacymap.analysis.scan import scan
from tests.cli.running import ROOT, write

_REQUEST = Request((ROOT / "inventories" / "example-department",), date(2026, 11, 22))


def test_it_says_of_every_system_what_explain_says() -> None:
    found = estate_report(_REQUEST)
    assert found.scan == scan(_REQUEST)
    ids = [each.system.id for each in found.explanations]
    assert ids == [entry.id for entry in found.scan.systems]
    for each in found.explanations[::9]:
        assert each == explain(_REQUEST, each.system.id)[0]


def test_an_organisation_comes_with_its_own_systems_alone() -> None:
    found = estate_report(_REQUEST, "coastal-safety")
    assert {entry.record.organisation for entry in found.scan.systems} == {"coastal-safety"}
    assert found.organisations.keys() == {"coastal-safety"}
    assert found.map is not None


def test_it_explains_no_more_than_asked_and_asks_a_few_questions() -> None:
    found = estate_report(_REQUEST, detailed=3)
    assert len(found.explanations) == 3
    assert len(found.gaps.gaps) == QUESTIONS


def test_its_marking_is_the_highest_of_all_that_it_shows(tmp_path: Path) -> None:
    text = (
        "organisation: {id: a, name: A}\nsystems:\n"
        "- {id: one, name: One, handling: official, depends_on: [b/two]}\n"
        "---\n"
        "organisation: {id: b, name: B}\nsystems:\n- {id: two, name: Two, handling: secret}\n"
    )
    write(tmp_path, "a.yaml", text)
    assert estate_report(Request((tmp_path,), date(2026, 11, 22)), "a").handling == "secret"


def test_systems_outside_the_estate_have_no_map(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "organisation: a\nsystems: [{id: one, name: One, status: retired}]\n")
    assert estate_report(Request((tmp_path,), date(2026, 11, 22))).map is None
