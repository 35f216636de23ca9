"""`diff` of two folders: parts recomputed by scans of the states between, systems, renames, findings."""

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legacymap.analysis.diff import diff
from legacymap.analysis.diff_sides import DiffRequest
from legacymap.analysis.request import Request
from legacymap.analysis.scan import scan
from legacymap.domain.comparison import STEPS, Comparison, SystemChange
from legacymap.domain.documents import as_json
from legacymap.domain.errors import RequestError
from legacymap.reports.content.diff import diff_view
from legacymap.reports.view import Judgement, Table
from tests.cli.running import ROOT

DAY = date(2026, 11, 22)
# A framework of another scale of red, so that the method moves something.
Document = dict[str, Any]
Figures = tuple[dict[str, float], dict[str, float]]
BASE: Document = {
    "organisation": {"id": "a", "name": "Agency"},
    "systems": [
        {
            "id": "case",
            "name": "Case tracker",
            "technologies": [{"product": "windows-server", "version": "2016"}, "cobol"],
            "contracts": [{"supplier": "Acme", "ends": "2027-06"}],
            "costs": {"cost_of_failure": "£30m"},
            "assessment": {"scores": {"L3": "5", "skills_of": None, "L4": "unknown", "C2": "4"}},
            "incidents": [{"date": "2025-03", "severity": "major", "summary": "Lost letters"}],
        },
        {"id": "hub", "name": "Hub", "vulnerabilities": {"known": "no"}},
        {"id": "web", "name": "Web", "kind": "service", "depends_on": ["case"]},
        {"id": "old", "name": "Old", "technologies": ["vb6"]},
    ],
}
del BASE["systems"][0]["assessment"]["scores"]["skills_of"]


def system(document: Document, short: str) -> Document:
    found: Document = next(each for each in document["systems"] if each["id"] == short)
    return found


# What each does to a document. The learned ones state what was absent or unknown.
def upgrade(document: Document) -> None:
    system(document, "case")["technologies"][0]["upgrade_planned"] = "no"


def consumers(document: Document) -> None:
    system(document, "case")["consumers_complete"] = "yes"


def replacement(document: Document) -> None:
    system(document, "case")["contracts"][0]["replacement_agreed"] = "no"


def needs(document: Document) -> None:
    scores = system(document, "case")["assessment"]["scores"]
    scores.pop("L4")
    scores["business_needs"] = "6"


def checked(document: Document) -> None:
    system(document, "hub")["vulnerabilities"]["checked"] = "2026-05"


def hosting(document: Document) -> None:
    system(document, "web")["hosting"] = "saas"


def no_contract(document: Document) -> None:
    system(document, "web")["contracts"] = []


def budget(document: Document) -> None:
    document["organisation"]["annual_budget"] = "£200m"


LEARNED = (upgrade, consumers, replacement, needs, checked, hosting, no_contract, budget)


# The changed ones state otherwise, withdraw, or have systems, arrows and items come and go.
def worse_skills(document: Document) -> None:
    system(document, "case")["assessment"]["scores"]["L3"] = "6"


def longer_contract(document: Document) -> None:
    system(document, "case")["contracts"][0]["ends"] = "2031-06"


def fewer_incidents(document: Document) -> None:
    system(document, "case").pop("incidents", None)


def another_technology(document: Document) -> None:
    system(document, "case")["technologies"].append("windows-server 2008")


def another_arrow(document: Document) -> None:
    system(document, "web")["depends_on"].append("hub")


def new_system(document: Document) -> None:
    document["systems"].append({"id": "new", "name": "New", "technologies": ["vb6"], "depends_on": ["hub"]})


def gone_system(document: Document) -> None:
    document["systems"] = [each for each in document["systems"] if each["id"] != "old"]


def retired(document: Document) -> None:
    system(document, "hub")["status"] = "retired"


CHANGED = (
    worse_skills, longer_contract, fewer_incidents, another_technology, another_arrow, new_system,
    gone_system, retired,
)  # fmt: skip


def write(folder: Path, name: str, document: Document) -> Path:
    path = folder / name
    path.mkdir(parents=True, exist_ok=True)
    (path / "estate.yaml").write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    return path


def compared(old: Path, new: Path, **asked: Any) -> Comparison:  # noqa: ANN401 - what a request takes
    return diff(DiffRequest((str(old),), (str(new),), **{"as_of": DAY, **asked}))


def figures(path: Path, as_of: date = DAY, **asked: Any) -> Figures:  # noqa: ANN401 - what a request takes
    """The totals of a scan, and the expected score of each system."""
    found = scan(Request((path,), as_of, **asked))
    totals = {
        "red": found.totals.red,
        "possibly_red": found.totals.possibly_red,
        "legacy": found.totals.legacy,
        "expected_red": found.totals.expected_red,
    }
    return totals, {each.id: each.score.expected for each in found.systems if each.score}


def parts(found: object) -> dict[str, float]:
    return {step: getattr(found, step) for step in STEPS}


def one(found: Comparison, short: str) -> SystemChange:
    return next(each for each in found.systems if each.id == f"a/{short}")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(learned=st.sets(st.sampled_from(LEARNED)), changed=st.sets(st.sampled_from(CHANGED)))
def test_learned_and_changed_are_what_scans_of_the_states_between_say(
    tmp_path: Path, learned: set[Any], changed: set[Any]
) -> None:
    between, after = deepcopy(BASE), deepcopy(BASE)
    for each in sorted(learned, key=LEARNED.index):
        each(between)
        each(after)
    for each in sorted(changed, key=CHANGED.index):
        each(after)
    states = [write(tmp_path, name, each) for name, each in (("0", BASE), ("1", between), ("2", after))]
    (start, first), (middle, second), (end, third) = (figures(each) for each in states)
    found = compared(states[0], states[2])
    for total in found.totals:
        name = total.figure
        assert (total.old, total.new) == (start[name], end[name])
        assert total.parts is not None
        assert parts(total.parts) == pytest.approx(
            {
                "method": 0,
                "catalogue": 0,
                "time": 0,
                "learned": middle[name] - start[name],
                "changed": end[name] - middle[name],
            },
            abs=1e-12,
        )
    for each in found.systems:
        assert each.parts.learned == pytest.approx(second.get(each.id, 0) - first.get(each.id, 0), abs=1e-12)
        assert each.parts.changed == pytest.approx(third.get(each.id, 0) - second.get(each.id, 0), abs=1e-12)
    moved = {each.id for each in found.systems}
    assert all(first[each] == third.get(each) for each in first if each not in moved)


@pytest.mark.parametrize("sample", ["example-department", "uk-public-record"])
def test_a_state_beside_itself_shows_nothing(sample: str) -> None:
    path = ROOT / "inventories" / sample
    found = compared(path, path)
    assert not any((found.systems, found.other_facts, found.arrows.added, found.arrows.removed))
    assert found.findings.new == found.findings.gone == ()
    assert all(each.parts is not None and not any(parts(each.parts).values()) for each in found.totals)


def test_the_parts_follow_the_path_method_first_then_catalogue_time_and_facts(tmp_path: Path) -> None:
    after = deepcopy(BASE)
    upgrade(after)
    longer_contract(after)
    old, new = write(tmp_path, "old", BASE), write(tmp_path, "new", after)
    more = tmp_path / "more.yaml"
    more.write_text(
        "lifecycle: 2026-12\nproducts:\n"
        "- id: vb6\n  name: VB6\n  cycles: [{cycle: '6', standard_ends: 2031-01}]\n"
        "- {id: cobol, name: COBOL, evergreen: yes, cycles: []}\n",
        encoding="utf-8",
    )
    before, later = date(2024, 1, 1), DAY
    rules = {"framework": str(ROOT / "docs" / "example-framework.yaml")}
    points = [
        figures(old, before, prior="uniform")[0],
        figures(old, before)[0],
        figures(old, before, lifecycle=(more,))[0],
        figures(old, later, lifecycle=(more,))[0],
    ]
    found = diff(
        DiffRequest(
            (str(old),), (str(new),), later, old_as_of=before, lifecycle=(more,),
            old_lifecycle=(), old_framework=rules["framework"], framework="uk-litraf",
        )
    )  # fmt: skip
    by_figure = {each.figure: each for each in found.totals}
    red = by_figure["expected_red"]
    assert red.parts is not None
    assert red.parts.catalogue == 0  # what holds for one side alone holds for both where the other names none
    assert red.parts.time == pytest.approx(points[3]["expected_red"] - points[2]["expected_red"], abs=1e-12)
    assert red.parts.method == pytest.approx(
        points[2]["expected_red"] - figures(old, before, lifecycle=(more,), **rules)[0]["expected_red"],
        abs=1e-12,
    )
    assert red.old is not None
    assert red.new is not None
    assert red.parts.whole == pytest.approx(red.new - red.old, abs=1e-12)
    ruled = figures(new, before, lifecycle=(more,), **rules)[0]["expected_red"] - red.old
    assert red.facts_by_old_ruler == pytest.approx(ruled, abs=1e-12)


def test_a_catalogue_of_the_earlier_side_alone_is_a_part_of_its_own(tmp_path: Path) -> None:
    path = write(tmp_path, "estate", BASE)
    more = tmp_path / "more.yaml"
    more.write_text(
        "lifecycle: 2026-12\nproducts:\n- {id: cobol, name: COBOL, evergreen: yes, cycles: []}\n"
        "- {id: vb6, name: VB6, aliases: [vb6], evergreen: yes, cycles: []}\n",
        encoding="utf-8",
    )
    other = tmp_path / "other.yaml"
    other.write_text("lifecycle: 2026-12\nproducts: [{id: nothing-else, name: Nothing, cycles: []}]\n")
    found = compared(path, path, old_lifecycle=(more,), lifecycle=(other,))
    start, end = figures(path, lifecycle=(more,))[1], figures(path, lifecycle=(other,))[1]
    assert [each.id for each in found.systems] == [each for each in sorted(start) if start[each] != end[each]]
    for each in found.systems:
        assert each.parts.catalogue == each.parts.whole == pytest.approx(end[each.id] - start[each.id])


def test_each_statement_behind_a_criterion_is_named_with_both_places(tmp_path: Path) -> None:
    after = deepcopy(BASE)
    for each in (upgrade, worse_skills, another_arrow, budget):
        each(after)
    found = compared(write(tmp_path, "old", BASE), write(tmp_path, "new", after))
    case = {each.code: each for each in one(found, "case").criteria}
    (fact,) = case["L1"].facts
    assert (fact.route, fact.old, fact.new, fact.how) == (
        "technologies[0].upgrade_planned",
        None,
        False,
        "learned",
    )
    (fact,) = case["L3"].facts
    assert (fact.route, fact.old, fact.new, fact.how) == ("assessment.scores.skills", 5, 6, "changed")
    assert fact.old_place is not None
    assert fact.new_place is not None
    lines = (tmp_path / "new" / "estate.yaml").read_text().splitlines()
    assert lines[fact.new_place.line - 1].strip() == "L3: '6'"
    (fact,) = case["C3"].facts
    assert (fact.route, fact.how) == ("organisation a: annual_budget", "learned")
    consumers(after)
    known = compared(tmp_path / "old", write(tmp_path, "known", after))
    (fact,) = next(each for each in one(known, "case").criteria if each.code == "C6").facts
    assert (fact.route, fact.new) == ("consumers_complete", True)
    hub = {each.code: each for each in one(found, "hub").criteria}
    assert [(each.route, each.how, each.new) for each in hub["C6"].facts] == [
        ("a/web: depends_on", "neighbours", "a/web")
    ]
    assert [(each.consumer, each.needed) for each in found.arrows.added] == [("a/web", "a/hub")]
    [table] = [each for each in diff_view(found).blocks if isinstance(each, Table) and "Depend" in each.title]
    assert table.rows[0][:3] == ("added", Judgement("a/web", "Web"), Judgement("a/hub", "Hub"))


@pytest.mark.parametrize("by", ["ids", "name"])
def test_a_renamed_system_is_one_and_its_arrows_are_no_news(tmp_path: Path, by: str) -> None:
    before, after = deepcopy(BASE), deepcopy(BASE)
    if by == "ids":
        system(before, "case")["ids"] = {"servicenow": "APM1"}
        system(after, "case").update({"ids": {"servicenow": "APM1"}, "name": "Another name"})
    system(after, "case")["id"] = "tracker"
    system(after, "web")["depends_on"] = ["tracker"]
    found = compared(write(tmp_path, "old", before), write(tmp_path, "new", after))
    assert found.findings.new == found.findings.gone == ()
    (only,) = found.systems
    assert (only.id, only.was, only.state) == ("a/tracker", "a/case", "renamed")
    assert not any(parts(only.parts).values())
    assert found.arrows.added == found.arrows.removed == ()


def test_two_that_could_be_the_renamed_one_are_not(tmp_path: Path) -> None:
    after = deepcopy(BASE)
    system(after, "case")["id"] = "tracker"
    after["systems"].append({"id": "tracker-2", "name": "Case tracker"})
    system(after, "web")["depends_on"] = ["tracker"]
    found = compared(write(tmp_path, "old", BASE), write(tmp_path, "new", after))
    assert {each.id: each.state for each in found.systems} == {
        "a/case": "gone",
        "a/tracker": "new",
        "a/tracker-2": "new",
    }


def test_findings_are_the_same_in_another_file_and_new_ones_are_named(tmp_path: Path) -> None:
    after = deepcopy(BASE)
    old = write(tmp_path, "old", BASE)
    new = write(tmp_path, "new", after)
    (new / "estate.yaml").rename(new / "moved.yaml")
    found = compared(old, new)
    assert found.findings.new == found.findings.gone == ()
    system(after, "web")["depends_on"] = ["caze"]
    broken = compared(old, write(tmp_path, "broken", after))
    assert "LM201" in [each.code for each in broken.findings.new]
    back = compared(tmp_path / "broken", old)
    assert {each.message for each in back.findings.gone} == {each.message for each in broken.findings.new}


def test_statements_that_move_no_figure_are_listed_apart(tmp_path: Path) -> None:
    after = deepcopy(BASE)
    system(after, "hub")["notes"] = "Ask Ann's team"
    system(after, "hub")["costs"] = {"annual_run": "£2m"}
    found = compared(write(tmp_path, "old", BASE), write(tmp_path, "new", after))
    assert found.systems == ()
    (only,) = found.other_facts
    assert [(each.route, each.new, each.how) for each in only.facts] == [
        ("notes", "Ask Ann's team", "learned"),
        ("costs.annual_run", 2_000_000, "learned"),
    ]


def test_one_value_written_in_another_way_says_the_same(tmp_path: Path) -> None:
    before, after = deepcopy(BASE), deepcopy(BASE)
    system(after, "case")["costs"] = {"cost_of_failure": "30_000_000"}
    scores = system(after, "case")["assessment"]["scores"]
    scores["skills"] = {"score": scores.pop("L3")}
    system(after, "case")["technologies"][0] = "windows-server 2016"
    found = compared(write(tmp_path, "old", before), write(tmp_path, "new", after))
    assert not any((found.systems, found.other_facts))


def test_who_became_worse_and_red_through_facts(tmp_path: Path) -> None:
    sure = {f"L{number}": "6" for number in range(1, 8)} | {f"C{number}": "5" for number in range(1, 7)}
    after = deepcopy(BASE)
    system(after, "hub")["assessment"] = {"scores": sure}
    old, new = write(tmp_path, "old", BASE), write(tmp_path, "new", after)
    found = compared(old, new)
    assert [each.id for each in found.worse] == [each.id for each in found.become_red] == ["a/hub"]
    assert compared(new, old).worse == ()
    aged = compared(old, old, old_as_of=date(2020, 1, 1))
    assert aged.worse == ()  # time made some worse, and nobody's facts did
    assert any(each.red_parts.time > 0 for each in aged.systems)


def test_an_organisation_alone_is_listed_and_counted(tmp_path: Path) -> None:
    other = {"organisation": "b", "systems": [{"id": "far", "name": "Far", "technologies": ["vb6"]}]}
    old, new = write(tmp_path, "old", BASE), write(tmp_path, "new", BASE)
    (new / "b.yaml").write_text(yaml.safe_dump(other), encoding="utf-8")
    found = compared(old, new, organisation="b")
    assert [(each.id, each.state) for each in found.systems] == [("b/far", "new")]
    assert found.totals[3].old == 0
    assert compared(old, new, organisation="a").systems == ()
    with pytest.raises(RequestError, match="There is no organisation `c`"):
        compared(old, new, organisation="c")


def test_a_record_that_cannot_be_read_is_neither_gone_nor_new(tmp_path: Path) -> None:
    old, new = write(tmp_path, "old", BASE), write(tmp_path, "new", BASE)
    text = (new / "estate.yaml").read_text().replace("name: Old", "name: [Old")
    (new / "estate.yaml").write_text(text, encoding="utf-8")
    found = compared(old, new)
    assert found.uncompared == ("a/old",)
    assert found.systems == ()
    assert found.incomplete is not None
    assert found.incomplete.named == ("a/old",)
    assert any(each.severity == "error" for each in found.diagnostics)


def test_the_json_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    after = deepcopy(BASE)
    worse_skills(after)
    found = as_json(compared(write(tmp_path, "old", BASE), write(tmp_path, "new", after)))
    assert found["format"] == "legacymap.diff/1"
    assert found["path"] == list(STEPS)
    assert {"format", "old", "new", "path", "totals", "systems", "arrows", "findings"} <= found.keys()
    (only,) = found["systems"]
    assert {"id", "was", "state", "rating", "expected", "p_red", "parts", "criteria"} <= only.keys()
    (criterion,) = only["criteria"]
    assert criterion["old"] == {"low": 5, "high": 5, "basis": "assessed"}
    assert criterion["facts"][0].keys() == {"route", "old", "new", "how", "old_place", "new_place"}


def test_the_marking_is_the_highest_of_every_record_that_is_named(tmp_path: Path) -> None:
    after = deepcopy(BASE)
    another_arrow(after)
    system(after, "hub")["handling"] = "secret"
    old, new = write(tmp_path, "old", BASE), write(tmp_path, "new", after)
    assert compared(old, old).handling == "official"
    assert compared(old, new).handling == "secret"  # the new arrow leads to it
    assert compared(new, old).handling == "secret"


def test_an_agreement_that_comes_to_count_in_between_is_time_and_one_that_goes_is_a_change(
    tmp_path: Path,
) -> None:
    agreement = {
        "agreements": [
            {"about": ["a/hub", "a/old"], "says": "same-system", "by": "Both", "date": "2026-05-01"}
        ]
    }
    old, new = write(tmp_path, "old", BASE), write(tmp_path, "new", BASE)
    (old / "agreements.yaml").write_text(yaml.safe_dump(agreement), encoding="utf-8")
    before = date(2026, 1, 1)
    joined = compared(old, old, old_as_of=before)
    (gone,) = [each for each in joined.systems if each.state == "gone"]
    assert gone.parts.time == gone.parts.whole == -figures(old, before)[1][gone.id]
    parted = compared(old, new, old_as_of=before)
    points = [figures(old, before)[0], figures(old)[0], figures(new)[0]]
    for total in parted.totals:
        first, second, third = (each[total.figure] for each in points)
        assert total.parts is not None
        assert total.parts.time == pytest.approx(second - first, abs=1e-12)
        assert total.parts.changed == pytest.approx(third - second, abs=1e-12)
