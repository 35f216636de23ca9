"""A value that does not fit is given back as it is to be written; what is not sure is never a mend."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.dates import financial_year, partial_date
from legacymap.domain.money import money
from legacymap.reading.corrections import correction, list_of
from tests.reading.readings import HEADER, put, read, read_text


def mended(rule: str, value: str, key: str = "retires") -> str:
    found = correction(rule, value, key)
    return found.mend if found else ""


def hint(rule: str, value: str, key: str = "retires", choices: tuple[str, ...] = ()) -> str:
    found = correction(rule, value, key, choices)
    return found.hint if found else ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31/03/2027", "2027-03-31"),
        ("31.03.2027", "2027-03-31"),
        ("31-03-27", "2027-03-31"),
        ("03/31/2027", "2027-03-31"),
        ("5/5/2027", "2027-05-05"),
        ("31 March 2027", "2027-03-31"),
        ("31st Mar 2027", "2027-03-31"),
        ("March 31, 2027", "2027-03-31"),
        ("Sept 2027", "2027-09"),
        ("Mar-27", "2027-03"),
        ("2027/03/31", "2027-03-31"),
        ("2027-3-31", "2027-03-31"),
        ("20270331", "2027-03-31"),
        ("2027-03-31T00:00:00Z", "2027-03-31"),
        ("03/2027", "2027-03"),
        ("2027/28", "2027-28"),
        ("FY27/28", "2027-28"),
        ("2027-2028", "2027-28"),
        ("２０２７-03-31", "2027-03-31"),
        ("2027–03–31", "2027-03-31"),
        ("04/03/2027", ""),  # either
        ("30/02/2027", ""),
        ("Q1 2027", ""),
        ("soon", ""),
    ],
)
def test_a_date_is_given_back_as_it_is_written(written: str, meant: str) -> None:
    assert mended("bad-date", written) == meant
    if meant:
        partial_date(meant)
        assert meant in hint("bad-date", written)


def test_a_date_of_two_readings_gives_both() -> None:
    assert (
        hint("bad-date", "04/03/2027")
        == "Write 2027-03-04 if the day stands first, 2027-04-03 if the month does."
    )


def test_a_quarter_is_given_as_its_last_month() -> None:
    assert hint("bad-date", "Q3 FY2027/28").startswith("Write 2027-12")
    assert hint("bad-date", "Q4 FY2027/28").startswith("Write 2028-03")
    assert "2027-03" in hint("bad-date", "Q1 2027")
    assert "2027-06" in hint("bad-date", "Q1 2027")


@pytest.mark.parametrize("word", ["TBC", "unknown", "n/a", "not known", "?", "to be confirmed", "tbd"])
def test_what_nobody_knows_is_left_out_or_said_where_a_word_for_it_is_read(word: str) -> None:
    assert hint("bad-date", word).startswith("Leave the key out")
    assert hint("bad-money", word, "annual_run").startswith("Leave the key out")
    if word != "n/a":
        assert mended("bad-date", word, "ends") == ("unknown")
        assert mended("score-outside-scale", word, "score") == "unknown"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("£1.2 million", "£1.2m"),
        ("2M GBP", "£2m"),
        ("GBP 2m", "£2m"),
        ("£2 mn", "£2m"),
        ("£3 billion", "£3bn"),
        ("500 thousand pounds", "£500k"),
        ("1.2MM", "1.2m"),
        ("EUR 3m", "€3m"),
        ("$1.5 mil", "$1.5m"),
        ("£4m pa", "£4m"),
        ("c. £2m", ""),
        ("£1,2m", ""),
        ("£1m to £2m", ""),
        ("lots", ""),
    ],
)
def test_money_is_given_back_as_it_is_written(written: str, meant: str) -> None:
    assert mended("bad-money", written, "annual_run") == meant
    if meant:
        money(meant)


@pytest.mark.parametrize(("written", "meant"), [("2027/28", "2027-28"), ("FY27-28", "2027-28"), ("FY28", "")])
def test_a_financial_year_is_given_back_as_it_is_written(written: str, meant: str) -> None:
    assert mended("bad-financial-year", written, "latest") == meant
    if meant:
        financial_year(meant)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1.2m", "1200000"), ("10 000", "10000"), ("about 500", ""), ("4%", "0.04"), ("1.5", "")],
)
def test_a_number_is_given_back_as_it_is_written(written: str, meant: str) -> None:
    assert mended("bad-number", written, "count") == meant


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  costs: {real_growth: 4}", "Write it as a share: 0.02 for two per cent a year."),
        ("  remediation: {options: [{id: x, approach: retire, rdel: [0], size: 0}]}", "above nought: 1."),
        ("  remediation: {options: [{id: x, approach: retire, rdel: [0], size: -1}]}", "at least nought"),
    ],
)
def test_a_number_of_the_wrong_size_is_not_told_to_stay_as_it_is(text: str, said: str) -> None:
    [(fault, _, _)] = read_text(f"{HEADER}- id: a\n  name: A\n{text}\n")[1]
    assert said in fault.hint
    assert "is not a number" not in fault.message


def test_levels_are_given_as_whole_numbers_or_a_range() -> None:
    assert "whole number from 1 to 6" in hint("score-outside-scale", "High", "score")
    assert hint("score-outside-scale", "5-6", "score") == "Write {between: [5, 6]}."
    assert "between: [4, 5]" in hint("score-outside-scale", "4.5", "score")
    assert mended("score-outside-scale", "n/a", "score") == "not-applicable"
    assert mended("score-outside-scale", "5/6", "score") == ""


@pytest.mark.parametrize(
    ("written", "choices", "said"),
    [
        ("Live", ("live", "retired"), "Write live."),
        ("On Premises", ("on-premises", "saas"), "Write on-premises."),
        ("decommissioned", ("live", "retiring", "retired"), "Write retired."),
        ("lift and shift", ("rehost", "rebuild"), "Write rehost."),
        ("AWS", ("public-cloud", "saas"), "Write public-cloud."),
        ("platfrom", ("platform", "service"), "Did you mean `platform`?"),
    ],
)
def test_a_choice_is_told_by_what_people_call_it(written: str, choices: tuple[str, ...], said: str) -> None:
    assert hint("bad-choice", written, "kind", choices) == said


def test_only_another_spelling_of_a_choice_is_a_mend() -> None:
    assert mended("bad-choice", "decommissioned") == ""
    found = correction("bad-choice", "Official Sensitive", "handling", ("official", "official-sensitive"))
    assert found is not None
    assert found.mend == "official-sensitive"


def test_a_text_for_a_list_is_given_as_a_list() -> None:
    said = {each: (list_of(each) or list_of("cobol")) for each in ("none", "cobol", "a, b", "TBC")}
    assert {each: found.hint[:13] for each, found in said.items() if found} == {
        "none": "Write `[]` fo", "cobol": "Write `[cobol", "a, b": "Write `[a, b]", "TBC": "Leave the key",
    }  # fmt: skip


@given(
    st.text(max_size=90),
    st.sampled_from(
        [
            "bad-date",
            "bad-money",
            "bad-number",
            "bad-choice",
            "score-outside-scale",
            "bad-financial-year",
            "bad-yes-no",
        ]
    ),
)
def test_no_text_is_too_odd_to_be_corrected(value: str, rule: str) -> None:
    found = correction(rule, value, "score", ("live",))
    assert found is None or (found.hint and "\n" not in found.mend)


def test_a_mend_is_read_without_a_fault() -> None:
    text = (
        f"{HEADER}- id: cis\n  name: CIS\n  retires: 31/03/2027\n  costs: {{annual_run: £1.2 million}}\n"
        "  status: Live\n  consumers_complete: y\n  assessment: {scores: {L1: TBC}}\n"
    )
    _, located = read_text(text)
    assert [fault.mend for fault, _, _ in located] == ["2027-03-31", "£1.2m", "live", "yes", "unknown"]
    for (fault, _, _), value in zip(located, ("31/03/2027", "£1.2 million", "Live", "y", "TBC"), strict=True):
        text = text.replace(f": {value}", f": {fault.mend}", 1)
    assert read_text(text)[1] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  hosting: On-prem (Boston depot)", "`hosting: {type: on-premises, location: …}`"),
        ("  status: Live - being replaced", "Write live; the rest can stand in `notes`"),
        ("  criticality: High (see BIA)", "Write high; the rest"),
        ("  users: ~200", "`users: {count: 200}`"),
        ("  users: 12,000", "`users: {count: 12000}`"),
        ("  costs: £4m", "`costs: {annual_run: £4m}`"),
        ("  data: yes", "`data: {personal: yes}`"),
        ("  vulnerabilities: no", "`vulnerabilities: {known: no}`"),
        ("  users: staff and public", "its keys are count and group"),
    ],
)
def test_what_a_cell_of_a_spreadsheet_says_is_put_in_its_place(text: str, said: str) -> None:
    _, located = read_text(f"{HEADER}- id: a\n  name: A\n{text}\n")
    assert any(said in fault.hint for fault, _, _ in located)


def test_a_name_for_an_organisation_is_written_as_both() -> None:
    _, located = read_text("organisation: Fenland Drainage Board\nsystems:\n- {id: a, name: A}\n")
    hints = [fault.hint for fault, _, _ in located]
    assert "Write `organisation: {id: fenland-drainage-board, name: Fenland Drainage Board}`." in hints


@pytest.mark.parametrize("broken", ["", "  notes: a: b\n"])
def test_keys_of_a_spreadsheet_make_no_other_peoples_file(broken: str) -> None:
    text = f"Organisation: Fens\nSystems:\n- Name: Pump\n  ID: SYS-1\n{broken}"
    with TemporaryDirectory() as folder:
        put(Path(folder), {"a.yaml": text, "b.yaml": f"{HEADER}- {{id: a, name: A}}\n"})
        inventory, located = read(Path(folder))
    assert any(place.file.endswith("a.yaml") for _, place, _ in located)
    assert inventory.unread is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  incidents: 3 in last year", "`incidents: [{date: …, severity: …}]`"),
        ("  contracts: Capita", "`contracts: [{supplier: …, ends: …}]`"),
        ("  contracts: {supplier: Capita}", "`contracts: [{…}]`"),
        ("  contracts: none", "Write `[]` for none"),
        ("  used_by: all", "Name each system: `used_by: [one, two]`"),
        ("  vulnerabilities: Log4j", "`vulnerabilities: {known: …}`"),
        ("  remediation: {plan: Move to SaaS}", "`plan: {work: …}`"),
        ("  transactions_per_year: lots", "Write a number, or leave the key out"),
        ("  ids: APP0012", "`ids: {register: …}`"),
        ("  costs: {licence: £80k}", "Write `annual_run` instead. It is the whole cost of a year"),
        ("  depends_on: [GOV.UK Pay]", "{id: gov-uk-pay, name: GOV.UK Pay, kind: external}"),
    ],
)
def test_what_a_newcomer_wrote_is_shown_as_it_is_written(text: str, said: str) -> None:
    _, located = read_text(f"{HEADER}- id: a\n  name: A\n{text}\n")
    assert any(said in fault.hint for fault, _, _ in located), [fault.hint for fault, _, _ in located]


def test_a_name_of_a_record_that_was_left_out_is_not_reported_again() -> None:
    records = (
        "- {id: rates_billing, name: Rates & Billing}\n- {id: b, name: B, depends_on: [rates & billing]}\n"
    )
    _, located = read_text(HEADER + records)
    assert [fault.rule for fault, _, _ in located] == ["bad-id"]


def test_a_record_without_a_usable_id_is_named_once() -> None:
    inventory, _ = read_text(f"{HEADER}- {{id: rates_billing, name: Rates}}\n- {{id: b, name: B}}\n")
    assert inventory.unread is not None
    assert (inventory.unread.records, inventory.unread.named) == (1, ("dwp/rates_billing",))
