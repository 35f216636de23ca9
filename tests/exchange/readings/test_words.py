import pytest

from legacymap.exchange.draft import CellInDoubt, Outcome, Read, Refused, Value
from legacymap.exchange.readings import Reading, kind_of, reader
from legacymap.exchange.readings.cells import is_placeholder, joined, looks_like_a_person, parts, separator
from legacymap.exchange.readings.words import WORDS, read_word, read_yes_no


def said(route: str, cell: Value, reading: Reading | None = None, form: str = "") -> Outcome:
    return reader(route, reading)(cell, form)


@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        (("yes", "Y", "TRUE", "1", 1, True, "✓", "x", "ja", "Oui", "sí", "sim", "vrai", "WAHR"), "yes"),
        (("no", "N", "false", "0", 0, False, "nein", "nee", "non", "faux", "falsch", "falso"), "no"),
    ],
)
def test_yes_and_no_in_the_words_of_registers(cells: tuple[Value, ...], answer: str) -> None:
    assert {read_yes_no(cell) for cell in cells} == {Read(answer)}


@pytest.mark.parametrize("cell", ["maybe", "2", "unknown", "-", "partly", CellInDoubt("error", "#N/A")])
def test_what_is_neither_is_a_question_and_never_no(cell: Value) -> None:
    assert isinstance(read_yes_no(cell), Refused)


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ("proposed plan planned pipeline", "proposed"),
        ("build phase-in pilot development phaseIn", "build"),
        ("live active current production operational installed 1", "live"),
        ("retiring phase-out sunset deprecated phaseOut", "retiring"),
        ("retired decommissioned 7 6", "retired"),
    ],
)
def test_status_in_the_words_of_registers(cells: str, status: str) -> None:
    assert {read_word(cell.upper(), "status") for cell in cells.split()} == {Read(status)}


def test_status_in_two_words_and_behind_a_number() -> None:
    assert read_word("Einde ondersteuning", "status") == Read("retiring")
    assert read_word("Phase out", "status") == Read("retiring")
    assert read_word("3 - Live", "status") == Read("live")
    assert read_word(1, "status") == Read("live")


@pytest.mark.parametrize(
    "cell", ["cancelled", "absent", "duplicate", "aging", "under review", 3, "2", "100", "End of life"]
)
def test_a_status_that_is_not_known_is_a_question_and_never_live(cell: Value) -> None:
    assert isinstance(read_word(cell, "status"), Refused)


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("1 - most critical", "critical"),
        ("2 - somewhat critical", "high"),
        ("3 - less critical", "medium"),
        ("4 - not critical", "low"),
        ("5 - whatever", ""),
        ("missionCritical", "critical"),
        ("businessCritical", "high"),
        ("businessOperational", "medium"),
        ("administrativeService", "low"),
        ("Tier 1", "critical"),
        ("tier 4", "low"),
        ("Platinum", "critical"),
        ("bronze", "low"),
        ("High", "high"),
    ],
)
def test_criticality_in_the_words_of_registers(cell: str, level: str) -> None:
    assert read_word(cell, "criticality") == Read(level)


@pytest.mark.parametrize("cell", ["1", "4", "important", "A"])
def test_a_bare_number_is_no_criticality(cell: str) -> None:
    assert isinstance(read_word(cell, "criticality"), Refused)


@pytest.mark.parametrize(
    ("cell", "hosting"),
    [
        ("On-Prem", "on-premises"),
        ("data centre", "on-premises"),
        ("SaaS", "saas"),
        ("Cloud SaaS", "saas"),
        ("IaaS", "public-cloud"),
        ("PaaS", "public-cloud"),
        ("AWS", "public-cloud"),
        ("Azure", "public-cloud"),
        ("Cloud Hosted", "public-cloud"),
        ("Hybrid", "hybrid"),
        ("Supplier", "supplier-hosted"),
        ("outsourced", "supplier-hosted"),
    ],
)
def test_hosting_in_the_words_of_registers(cell: str, hosting: str) -> None:
    assert said("hosting", cell) == Read(hosting)


@pytest.mark.parametrize("cell", ["Cloud", "Web"])
def test_hosting_that_may_be_several_things_is_a_question(cell: str) -> None:
    assert isinstance(said("hosting", cell), Refused)


def test_every_word_of_the_inventory_is_read_as_itself() -> None:
    for route, table in WORDS.items():
        for word in table.values():
            assert read_word(word, route) == Read(word)


@pytest.mark.parametrize("cell", ["-", "n/a", "TBC", "unknown", "N/A", "tbd", "?"])
def test_a_placeholder_is_no_text(cell: str) -> None:
    assert isinstance(said("description", cell), Refused)
    assert isinstance(said("contracts[main].supplier", cell), Refused)


def test_a_number_for_a_version_is_in_doubt_and_for_an_id_its_digits() -> None:
    for number in (3, 3.1, 3.10):
        outcome = said("technologies[db].version", number)
        assert isinstance(outcome, Refused)
        assert outcome.rule == "cell-in-doubt"
    assert said("technologies[db].version", "3.10") == Read("3.10")
    assert said("ids.servicenow", 123) == Read("123")
    assert said("ids.servicenow", 123, form="00000") == Read("00123")
    assert isinstance(said("ids.servicenow", 12.5), Refused)


def test_values_of_a_mapping_come_first_and_an_empty_one_is_a_question() -> None:
    known = Reading(values={"Current": "live", "End of Life": "live", "Odd": None})
    assert said("status", " current ", known) == Read("live")
    assert isinstance(said("status", "Odd", known), Refused)
    assert isinstance(said("status", "retired", known), Refused), "fixed words that the mapping does not list"
    assert said("contracts[main].supplier", "Acme", known) == Read("Acme")
    assert said("contracts[main].ends", "rolling", Reading(values={"rolling": "not-announced"})) == Read(
        "not-announced"
    )


GIVEN = {"jane", "sara"}


def named(text: str) -> bool:
    words = text.replace("@", " ").replace(".", " ").split()
    return len(words) > 1 and words[0].lower() in GIVEN


@pytest.mark.parametrize(
    "text", ["Jane Smith", "Smith, Jane", "jane.smith@dept.example", "Sara_Moon@x.example"]
)
def test_a_person_is_neither_written_nor_kept(text: str) -> None:
    outcome = said("owner.business", text, Reading(names_a_person=named))
    assert isinstance(outcome, Refused)
    assert (outcome.rule, outcome.keeps) == ("person-not-role", False)
    assert text not in outcome.message + outcome.hint
    assert said("owner", text, Reading(names_a_person=named, keep_persons=True)) == Read(text)


def test_a_person_without_a_role_in_the_mapping_stays_unnamed() -> None:
    outcome = said("owner", "Jane Smith", Reading(values={"Jane Smith": None}, names_a_person=named))
    assert isinstance(outcome, Refused)
    assert not outcome.keeps
    known = Reading(values={"jane smith": "Head of pay"}, names_a_person=named)
    assert said("owner", "Jane Smith", known) == Read("Head of pay")


@pytest.mark.parametrize(
    "text", ["Head of payroll", "Case platforms, Leeds", "payroll.team@dept.example", "HR, Finance"]
)
def test_a_role_is_no_person(text: str) -> None:
    assert not looks_like_a_person(text, named)


def test_a_vendor_stands_before_its_product_once_and_in_house_is_none() -> None:
    assert joined("Oracle", "Oracle Database") == "Oracle Database"
    assert joined("Microsoft", "SQL Server") == "Microsoft SQL Server"
    assert joined("In-house", "CaseTrack") == "CaseTrack"
    assert joined("Internal", "") == ""
    assert joined("Acme", "") == ""


def test_items_of_lists() -> None:
    assert parts("a; b;;a\n c", ";") == ("a", "b", "c")
    assert separator(["a; b", "c"], lambda _: False) == ";"
    assert separator(["a\nb", "c"], lambda _: False) == "\n"
    assert separator(["Smith, Jones and Sons", "b"], lambda _: False) is None
    assert separator(["x, y", "z"], {"x", "y", "z"}.__contains__) == ","
    assert separator(["x, y", "u, v", "w, z"], {"x", "y"}.__contains__) is None


def test_levels() -> None:
    assert said("assessment.scores.skills", "4 - Some skills are short") == Read("4")
    assert said("assessment.scores.skills", "3 ") == Read("3")
    assert said("assessment.scores.skills", "unknown") == Read("unknown")
    assert isinstance(said("assessment.scores.skills", "Red"), Refused)


def test_every_field_of_the_record_has_the_kind_that_its_model_asks_for() -> None:
    assert kind_of("contracts[main].ends") == "end"
    assert kind_of("x-register.time") == "text"
    assert kind_of("costs.annual_run") == "money"


@pytest.mark.parametrize("text", ["J. Smith", "A. B. Jones", "A.B. Jones"])
def test_an_initial_and_a_family_name_are_a_person(text: str) -> None:
    assert looks_like_a_person(text, lambda _: False)


@pytest.mark.parametrize("text", ["I. Team", "3", "2026", "-4-"])
def test_what_has_no_family_name_is_no_person_and_a_number_no_owner(text: str) -> None:
    assert not looks_like_a_person(text, lambda _: False)
    outcome = said("owner.business", text, Reading(names_a_person=lambda _: False))
    assert isinstance(outcome, Read) == any(each.isalpha() for each in text)


@pytest.mark.parametrize("text", ["5", "5 - not set"])
def test_the_fifth_criticality_says_nothing(text: str) -> None:
    assert said("criticality", text) == Read("")
    assert said("criticality", text, Reading(values={text: None})) == Read("")


@pytest.mark.parametrize(
    "cell", ["n/a", "  Not   known \n", "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n-\n\n", "-"]
)
def test_a_cell_that_only_says_that_nothing_is_known_is_told(cell: str) -> None:
    assert is_placeholder(cell)
    assert not is_placeholder(f"{cell} Payroll")
