import json
from dataclasses import replace

from legacymap.domain.documents import as_json
from legacymap.domain.results import Named
from legacymap.reports.content.explain import explain_view, record_facts
from legacymap.reports.formats.markdown import markdown_text
from legacymap.reports.formats.table import table_text
from legacymap.reports.serial import document_text
from legacymap.reports.view import Block, Heading, Judgement, Points, Prose, Screen, Table
from tests.reports.builders import (
    assessment,
    entry,
    explanation,
    explanation_of,
    framework,
    reach,
    record,
    survey,
    weighted_framework,
)


def proses(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Prose)]


def test_the_first_sentence_is_the_verdict() -> None:
    open_one = entry(4, record(), survey().systems[3].score)
    first = explain_view(explanation_of(open_one), framework()).blocks[0]
    assert first == Prose(
        "It could be red: its score is 16.2 expected, 11.4 at the lowest and 26.5 at the highest, "
        "and red begins at 16. It is legacy."
    )


def test_a_probability_names_its_prior() -> None:
    open_one = entry(5, record(), survey().systems[4].score)
    text = markdown_text(explain_view(explanation_of(open_one), framework()))
    assert "It may be legacy: 44% probable if the usual share of systems is red (calibrated)." in text
    assert "probability of red, if every level is as likely as any other (uniform)" in text


def test_rounding_never_hides_the_side_of_the_threshold() -> None:
    near = replace(assessment("5 5", "5 5"), low=15.976, expected=15.976, high=15.976, rating="not-red")
    first = explain_view(explanation_of(entry(1, record(), near)), framework()).blocks[0]
    assert first == Prose("It is not red: its score is 15.9760, and red begins at 16. It is legacy.")


def test_criteria_stand_in_the_order_of_the_framework_by_name() -> None:
    blocks = explain_view(explanation(), framework()).blocks
    table = next(block for block in blocks if isinstance(block, Table))
    assert [row[1] for row in table.rows] == [criterion.code for _, criterion in framework().criteria]
    assert table.rows[0][3] == "End of support"


def test_an_unknown_criterion_asks_its_question() -> None:
    unknown = entry(1, record(), assessment("1-6", "1-5"))
    blocks = explain_view(explanation_of(unknown), framework()).blocks
    table = next(block for block in blocks if isinstance(block, Table))
    assert "To find out: How is it with end of support?" in table.rows[0]


def test_contradictions_and_changes_are_sentences() -> None:
    points = [
        block.items for block in explain_view(explanation(), framework()).blocks if isinstance(block, Points)
    ]
    assert points[:2] == [
        ("L2 Vendor contract: assessed 2, but the contract with Acme ends on 2027-03-01, within 1 year",),
        (
            "L1 End of support at 1 to 3: it could be red.",
            "L2 Vendor contract at 5 or 6: it would not be red.",
        ),
    ]


def test_a_rating_that_no_criterion_alone_changes_says_so() -> None:
    settled = explanation_of(entry(1, record(), assessment("5", "5")))
    assert "No criterion alone." in proses(explain_view(settled, framework()).blocks)


def test_the_sums_can_be_worked_by_hand() -> None:
    """The published example of the framework: L = 5,5,5,5,6,6,6 and C = 5,5,2,5,5,4 give 40/7, 14/3, 80/3."""
    worked = explanation_of(entry(1, record(), assessment("5 5 5 5 6 6 6", "5 5 2 5 5 4")))
    blocks = explain_view(worked, framework()).blocks
    table = next(block for block in blocks if isinstance(block, Table) and block.title.startswith("How"))
    assert table.rows == (
        ("Likelihood", "exact", 38, 7, 38 / 7, 6, 40 / 7),
        ("Impact", "exact", 26, 6, 26 / 6, 5, (26 / 6 + 5) / 2),
    )
    assert "Score: 5.7143 x 4.6667 = 26.6667." in proses(blocks)
    assert any("is at least 2,688; here it is 4,480." in text for text in proses(blocks))


def test_bounds_are_worked_apart() -> None:
    worked = explanation_of(entry(1, record(), assessment("1-6 2 2 2 2 2 2", "3 3 3 3 3 3")))
    text = table_text(explain_view(worked, framework()), Screen(100))
    assert "lowest 1.9286 x 3.0000 = 5.7857; expected" in text
    assert "here it is 972 to 2,160." in text


def test_weighted_criteria_are_added_up() -> None:
    both = assessment("5", "5 5 5 5 5 5")
    one_group = replace(both, low=30.0, expected=30.0, high=30.0, criteria=both.criteria[1:])
    blocks = explain_view(explanation_of(entry(1, record(), one_group)), weighted_framework()).blocks
    table = next(block for block in blocks if isinstance(block, Table) and block.title.startswith("How"))
    assert table.rows[0] == ("C1", "National security", 1.0, 5, 5, 5.0, 5.0, 5.0)
    assert table.rows[-1][-3:] == (30.0, 30.0, 30.0)


def test_what_is_not_scored_says_why_and_has_no_sums() -> None:
    retired = explain_view(explanation_of(entry(1, record(status="retired"))), framework())
    assert proses(retired.blocks)[0].startswith("It is not scored: its status is retired")
    assert not any(isinstance(block, Table) for block in retired.blocks)
    external = explain_view(
        explanation_of(entry(1, record(kind="external"), None, reach(3, 1.5))), framework()
    )
    assert proses(external.blocks)[0].startswith("It is not scored: it is external")
    assert "weighted risk" not in markdown_text(external)


def test_new_on_old_is_said_at_the_top() -> None:
    new = entry(8, record("home-office/border-app", status="build"), assessment("1", "1"))
    old = Named("home-office/pnc", "red")
    blocks = explain_view(explanation_of(new, old), framework()).blocks
    assert blocks[2] == Prose(
        "New on old: its status is build, and it will stand on Police National Computer (red)."
    )


def test_facts_that_matter_are_named_as_missing() -> None:
    text = table_text(explain_view(explanation_of(entry(1, record())), framework()), Screen(100))
    for label in ("owner", "hosting", "technologies", "contracts", "plan"):
        assert f"{label.ljust(12)}  not stated" in text


def test_stated_facts_are_shown() -> None:
    full = record(
        aliases=["PNC"],
        owners="Police",
        hosting={"type": "on-premises", "location": "Hendon"},
        technologies=[],
        contracts=[{"ends": "unknown", "replacement_agreed": "yes"}, {"supplier": "Acme"}],
        replaced_by="leds",
        part_of="dwp/hub",
        in_service="1974",
        users={"count": "120000"},
        costs={"cost_of_failure": "€2bn"},
        remediation={"plan": {"agreed": "yes", "target": "2029-03"}},
    )
    text = table_text(explain_view(explanation_of(entry(1, full)), framework()), Screen(120))
    for fact in (
        "on-premises, Hendon",
        "technologies     none",
        "supplier not stated, ends unknown, replacement agreed; Acme, end not stated",
        "agreed: yes, funded: not stated, target 2029-03",
        "also known as    PNC",
        "home-office/leds",
        "dwp/hub",
        "1974",
        "120,000",
        "€2bn",
    ):
        assert fact in text


def test_neighbours_are_named_with_strength_and_confidence() -> None:
    text = table_text(explain_view(explanation(), framework()), Screen(80))
    assert "Interpol    not scored  soft      assumed" in text


def test_sources_come_last_with_a_line_each() -> None:
    sources = [{"title": "An audit", "url": "https://a.example/1"}, {"title": "A review"}]
    blocks = explain_view(explanation_of(entry(1, record(sources=sources))), framework()).blocks
    assert blocks[-2:] == (
        Heading("Sources of the record"),
        Points(("An audit, https://a.example/1", "A review")),
    )


def test_what_replaces_a_system_and_what_it_is_part_of_are_named() -> None:
    mine = record(replaced_by="case-store", part_of="hmrc/nps")
    facts = {fact.label: fact.value for fact in record_facts(mine, {"hmrc/nps": "Pay"}).facts}
    assert facts["replaced by"] == Judgement("home-office/case-store", "home-office/case-store")
    assert facts["part of"] == Judgement("hmrc/nps", "Pay")


def test_the_document_has_its_keys_in_order() -> None:
    document = json.loads(document_text(explanation()))
    assert list(document) == [
        *("format", "as_of", "provenance", "incomplete", "system", "p_red", "needs", "needed_by"),
        *("foundations", "old_foundations", "cycles", "changes", "sources"),
    ]
    assert document["format"] == "legacymap.explain/1"


def test_the_system_is_that_of_the_scan() -> None:
    assert as_json(explanation())["system"] == as_json(survey())["systems"][0]


def test_neighbours_have_rating_strength_and_confidence() -> None:
    document = as_json(explanation())
    assert document["needs"] == [
        {
            "system": "home-office/case-store",
            "rating": "red",
            "strength": "hard",
            "confidence": "confirmed",
            "kind": "data",
            "note": "Nightly extract",
        },
        {
            "system": "external/interpol",
            "rating": None,
            "strength": "soft",
            "confidence": "assumed",
            "kind": None,
            "note": None,
        },
    ]
    assert [one["system"] for one in document["needed_by"]] == [
        "dvla/driver-database",
        "home-office/border-app",
    ]


def test_changes_name_the_levels() -> None:
    assert as_json(explanation())["changes"][1] == {
        "criterion": "vendor_contract",
        "code": "L2",
        "levels": [5, 6],
        "rating": "not-red",
    }


def test_a_new_system_names_its_old_foundations() -> None:
    new = explanation_of(entry(8, record(status="build")), Named("home-office/pnc", "red"))
    assert as_json(new)["old_foundations"] == [{"system": "home-office/pnc", "rating": "red"}]
    assert as_json(explanation())["old_foundations"] == []
