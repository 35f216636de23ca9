"""The registers of services, suppliers and places, worked by hand."""

from datetime import date
from pathlib import Path

import pytest

from legacymap.analysis.explain import explain
from legacymap.analysis.registers import services, suppliers
from legacymap.analysis.request import Request
from legacymap.analysis.scan import scan
from legacymap.reports.content.explain import explain_view
from legacymap.reports.content.registers import services_view, suppliers_view
from legacymap.reports.formats.table import table_text
from legacymap.reports.view import Screen, Table

ESTATE = """
organisation: home-office
systems:
- id: passports
  name: Passports online
  kind: service
  depends_on: [hub, {system: printing, strength: soft}]
- id: hub
  name: Hub
  hosting: {type: on-premises, location: North Hall}
  depends_on: [{system: mainframe, confidence: assumed}]
  costs: {annual_run: £2m}
  contracts: [{supplier: Acme, ends: 2028-03}, {supplier: "ACME ", ends: 2024-01}]
- id: mainframe
  name: Mainframe
  hosting: {type: on-premises, location: north  hall}
  costs: {annual_run: £4m}
  contracts: [{supplier: acme}]
  assessment: {scores: {L1: 6, L2: 6, L3: 6, L4: 6, L5: 6, L6: 6, L7: 6, C1: 5, C2: 5, C3: 5, C4: 5, C5: 5}}
  remediation: {plan: {agreed: yes, funded: yes, milestones: []}}
- id: printing
  name: Printing
"""


@pytest.fixture
def asked(tmp_path: Path) -> Request:
    (tmp_path / "estate.yaml").write_text(ESTATE, encoding="utf-8")
    return Request((tmp_path,), date(2026, 11, 22))


def test_beneath_a_service_stand_its_hard_foundations_without_itself(asked: Request) -> None:
    [line] = services(asked).services
    assert set(line.foundations) == {"home-office/hub", "home-office/mainframe"}
    assert (line.red, line.possibly_red) == (1, 1)
    assert (line.weakest_name, line.weakest_rating) == ("Mainframe", "red")
    assert line.weakest_confirmed is False
    assert (line.annual_run, line.stated) == (6_000_000.0, 2)
    assert (line.planned, line.funded) == (("home-office/mainframe",), ("home-office/mainframe",))


def test_an_assumed_way_to_the_weakest_is_said_to_be(asked: Request) -> None:
    text = table_text(services_view(services(asked)), Screen(160))
    assert "Mainframe (red, assumed)" in text
    assert "1 service: 1 stands on a red system" in text


def test_what_a_service_needs_softly_or_does_not_say_is_told_from_nothing(tmp_path: Path) -> None:
    (tmp_path / "estate.yaml").write_text(
        "organisation: home-office\nsystems:\n"
        "- {id: silent, name: Silent, kind: service}\n"
        "- {id: alone, name: Alone, kind: service, depends_on: []}\n"
        "- {id: outside, name: Outside, kind: service, depends_on: [{system: hmrc/nps, strength: soft}]}\n"
        "- {id: soft, name: Soft, kind: service, depends_on: [{system: hub, strength: soft}]}\n"
        "- {id: hub, name: Hub, kind: platform}\n"
    )
    text = table_text(services_view(services(Request((tmp_path,), date(2026, 11, 22)))), Screen(200))
    assert "4 services: 0 stand on a red system, 0 more on one that could be red, 3 on neither" in text
    assert "what 1 service depends on is not recorded" in text
    said = {
        line.split()[0]: line for line in text.splitlines() if line[:4] in ("Sile", "Soft", "Alon", "Outs")
    }
    assert "not recorded" in said["Silent"]
    assert said["Silent"].split("not recorded")[0].rstrip().endswith("-    -         -")
    assert said["Alone"].split("nothing")[0].rstrip().endswith("0    0         0")
    assert "all it needs is soft" in said["Soft"]
    assert "all it needs is soft" in said["Outside"]
    assert "nothing " in said["Alone"]


def test_an_answer_about_some_systems_says_which(asked: Request) -> None:
    found = services(asked, "home-office")
    assert found.provenance.selection is not None
    assert found.provenance.selection.endswith(" systems, those of home-office")
    assert services(asked).provenance.selection is None


def test_one_supplier_is_one_whatever_its_case_and_spaces(asked: Request) -> None:
    found = suppliers(asked)
    [line] = found.suppliers
    assert (line.supplier, line.systems) == ("Acme", ("home-office/hub", "home-office/mainframe"))
    assert (line.contracts.already, dict(line.contracts.by_year), line.contracts.unknown) == (1, {2027: 1}, 1)
    assert line.red == 1
    assert line.dependents == 1
    assert (found.systems, found.without_supplier, found.without_place) == (4, 2, 2)


def test_a_contract_ends_in_the_financial_year_of_the_first_day_of_its_end(tmp_path: Path) -> None:
    ends = ", ".join(f"{{supplier: Acme, ends: {end}}}" for end in ("2026", "2026-11-22", "2026-12", "2028"))
    text = f"organisation: a\nsystems:\n- {{id: x, name: X, contracts: [{ends}]}}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    [line] = suppliers(Request((tmp_path,), date(2026, 11, 22))).suppliers
    assert (line.contracts.already, {key: n for key, n in line.contracts.by_year.items() if n}) == (
        2,
        {2026: 1, 2027: 1},
    )


@pytest.mark.parametrize(
    ("ends", "agreed", "brief"),
    [
        ("2026-11-22", "no", "contract lapsed"),
        ("2026", "", "contract ends 2026"),
        ("2027", "no", "contract ends 2027"),
    ],
)
def test_a_contract_that_has_ended_or_soon_will_is_a_reason(
    ends: str, agreed: str, brief: str, tmp_path: Path
) -> None:
    said = f", replacement_agreed: {agreed}" if agreed else ""
    text = f"organisation: a\nsystems:\n- {{id: x, name: X, contracts: [{{ends: {ends}{said}}}]}}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    [entry] = scan(Request((tmp_path,), date(2026, 11, 22))).systems
    assert entry.why[0].brief == brief


def test_a_place_counts_who_stops_with_all_that_runs_there(asked: Request) -> None:
    [line] = suppliers(asked).places
    assert (line.place, len(line.systems), line.dependents) == ("North Hall", 2, 1)
    assert "concentration may be higher" in table_text(suppliers_view(suppliers(asked)), Screen(100))


_ASSUMED = """
organisation: a
systems:
- {id: top, name: Top, depends_on: [{system: middle, confidence: assumed}]}
- {id: middle, name: Middle, depends_on: [low]}
- {id: low, name: Low, contracts: [{supplier: Acme}], hosting: {type: on-premises, location: Hall}}
"""


def test_what_stops_only_along_assumed_arrows_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(_ASSUMED, encoding="utf-8")
    request = Request((tmp_path,), date(2026, 11, 22))
    found = suppliers(request)
    [supplier], [place] = found.suppliers, found.places
    assert (supplier.dependents, supplier.confirmed_dependents) == (2, 1)
    assert (place.dependents, place.confirmed_dependents) == (2, 1)
    assert "2 (1 confirmed)" in table_text(suppliers_view(found), Screen(100))
    explained, framework, _ = explain(request, "low")
    shown = table_text(explain_view(explained, framework), Screen(100))
    assert "2 (1 direct, 2 along hard arrows only)" in shown
    assert "1 (1 direct, 1 along hard arrows only)" in shown
    top, framework, _ = explain(request, "top")
    [*_, table] = [each for each in explain_view(top, framework).blocks if isinstance(each, Table)]
    assert [row[-1] for row in table.rows] == ["assumed", "assumed"]


def test_an_estate_without_services_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("organisation: a\nsystems:\n- {id: x, name: X}\n", encoding="utf-8")
    found = services(Request((tmp_path,), date(2026, 11, 22)))
    assert "no service to list" in table_text(services_view(found), Screen())
