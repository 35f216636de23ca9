from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import legacymap.exchange
from legacymap.exchange.draft import Value
from legacymap.exchange.guess import Guess, Headings, Surroundings, guessed, normalised
from legacymap.exchange.readings import kind_of

FILE = Path(legacymap.exchange.__file__).with_name("headings.yaml")
SYNONYMS = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["headings"]  # noqa: S506 - text only
NAMES = Headings(SYNONYMS)
AROUND = Surroundings(
    names_a_person=lambda words: words.startswith("Jane "),
    is_product=lambda words: words.startswith("Oracle"),
)


def columns(headings: Sequence[str], *rows: Sequence[Value]) -> dict[str, Guess]:
    return {each.heading: each for each in guessed(headings, rows, NAMES, AROUND)}


def route(heading: str, *cells: Value) -> str:
    return columns([heading], *([cell] for cell in cells))[heading].route


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        ("Dept", "organisation"),
        ("Tech lead", "owner.technical"),
        ("Went live", "in_service"),
        ("No. users", "users.count"),
        ("CI Number", "key"),
        ("Application Name", "name"),
        ("u_application_name", "name"),
        ("Go-Live (dd/mm/yyyy)", "in_service"),
        ("Annual Cost (£k)", "costs.annual_run"),
        ("Annual cost_EUR", "costs.annual_run"),
        ("businessCriticality", "criticality"),
        ("busines_criticality", "criticality"),
        ("System Owner*", "owner.business"),
        ("Fachverantwortlicher", "owner.business"),
        ("Leverandør", "contracts[main].supplier"),
        ("Fournisseur", "contracts[main].supplier"),
        ("Contract End Date", "contracts[main].ends"),
        ("Département", None),
        ("Department", "organisation"),
        ("APM number", "key"),
        ("install_status", "status"),
        ("Lifecycle", "status"),
        ("TIME", None),
        ("Technical fit", None),
        ("Cost", None),
    ],
)
def test_headings_of_registers_name_their_field(heading: str, named: str | None) -> None:
    assert NAMES.route(heading) == named


def test_no_heading_names_two_fields() -> None:
    seen: dict[str, str] = {}
    for known, lists in SYNONYMS.items():
        for heading in (each for listed in lists for each in listed):
            assert seen.setdefault(normalised(heading), known) == known, heading


def test_no_judgement_is_ever_guessed() -> None:
    for known in SYNONYMS:
        assert not {"assessment", "remediation", "vulnerabilities", "support"} & set(known.split("."))
        assert known != "consumers_complete"
        assert kind_of(known) != "level"


def test_four_fifths_of_the_cells_must_bear_a_guess_out() -> None:
    assert route("Go live", *["2020"] * 8, "TBC", "soon") == "in_service"
    assert route("Go live", *["2020"] * 7, "TBC", "soon", "later") == ""


def test_each_guess_says_its_count_and_the_order_of_its_dates() -> None:
    guess = columns(["Go live"], ["31/03/2020"], ["01/02/2020"], [None])["Go live"]
    assert (guess.readable, guess.filled) == (2, 2)
    assert guess.why == "guessed: 2 of 2; 1 cells can only be day/month; none month/day"


def test_a_status_in_codes_is_asked_word_by_word_and_never_left_out() -> None:
    guess = columns(["Status"], ["3"], ["3"], ["5"], ["1"])["Status"]
    assert guess.route == "status"
    assert guess.values == {"3": None, "1": "live", "5": None}


def test_the_better_filled_of_two_headings_is_taken_and_both_are_told() -> None:
    found = columns(["Owner", "Business owner"], ["Pay team", None], ["HR", "HR"])
    assert (found["Owner"].route, found["Business owner"].route) == ("owner.business", "")
    assert "Business owner" in found["Owner"].why
    assert "`Owner`" in found["Business owner"].why


def test_persons_are_told_by_row_and_never_by_name() -> None:
    guess = columns(["Owner"], ["Jane Doe"], ["Pay team"])["Owner"]
    assert (guess.route, guess.persons) == ("owner.business", (0,))
    assert "Jane" not in guess.why


def test_another_currency_is_kept() -> None:
    assert route("Annual cost_EUR", 5, 6) == ""
    assert route("Annual cost (£k)", 5, 6) == "costs.annual_run"


def test_a_list_is_split_by_what_separates_its_items() -> None:
    assert columns(["Platform"], ["Oracle 12; Linux"], ["Oracle 11"])["Platform"].split == ";"
    assert columns(["Platform"], ["Oracle 12, Oracle 11"])["Platform"].split == ","
    assert columns(["Platform"], ["Smith, Jones and Sons"])["Platform"].split == ""


def test_a_comma_separates_the_names_of_other_rows() -> None:
    found = columns(["Name", "Feeds"], ["Payroll", "Ledger, Tax"], ["Ledger", None], ["Tax", None])
    assert (found["Feeds"].route, found["Feeds"].split) == ("used_by", ",")


@given(st.permutations(["Name", "Owner", "Business owner", "Status", "Go live", "TIME", "Platform"]))
def test_the_order_of_columns_changes_no_guess(order: list[str]) -> None:
    row: dict[str, Value] = {
        "Name": "a", "Owner": "HR", "Business owner": "HR", "Status": "live",
        "Go live": "2020", "TIME": "Invest", "Platform": "Oracle 12; Linux",
    }  # fmt: skip
    usual = {name: each.route for name, each in columns(list(row), list(row.values())).items()}
    assert {name: each.route for name, each in columns(order, [row[each] for each in order]).items()} == usual


def test_a_column_of_versions_stands_beside_its_products() -> None:
    headings = ("Name", "Database", "Database version", "OS", "Operating system version", "Version")
    rows = [("A", "Oracle", "12.1", "RHEL", "7", "x1"), ("B", "SQL Server", "2012", "RHEL", "8", "x2")]
    found = {each.heading: each for each in guessed(headings, rows, NAMES, Surroundings())}
    assert (found["Database"].route, found["Database"].version) == ("technologies", "Database version")
    assert (found["OS"].route, found["OS"].version) == ("technologies", "Operating system version")
    assert [each.heading for each in found.values() if each.is_version] == [
        "Database version",
        "Operating system version",
    ]
    assert found["Version"].route == ""


def test_versions_that_are_numbers_are_kept_and_told() -> None:
    rows = [("A", "Oracle", 12.1), ("B", "Oracle", 19)]
    found = guessed(("Name", "Database", "Database version"), rows, NAMES, Surroundings())
    assert found[1].version == ""
    assert "only 0 of 2" in found[2].why


def test_headings_of_our_own_register_are_the_fields_that_they_name() -> None:
    for route in ("owner.technical", "costs.annual_run", "in_service", "hosting.type"):
        assert NAMES.route(route) == route
    assert NAMES.route("assessment.scores.skills") is None
    assert NAMES.route("vulnerabilities.known") is None


def test_a_heading_of_two_words_for_one_field_names_it() -> None:
    assert NAMES.route("Platform / technology") == "technologies"
    assert NAMES.route("Supplier or vendor name") == "contracts[main].supplier"
    assert NAMES.route("Supplier / contract end") is None, "two fields are none"
    assert NAMES.route("Status / colour") is None, "half a field is none"
