"""Each check says where: line, column and path; what to do; and a sentence without any sensitive value."""

from pathlib import Path

import pytest

from legacymap.domain.findings import Diagnostic
from tests.rules.findings import HEADER, TODAY, findings_in
from tests.rules.placed import PLACED
from tests.rules.placed_advice import PLACED_ADVICE

AFTER = """\
- {id: identity-hub, name: Identity hub}
---
organisation: {id: dwp, name: DWP}
systems:
- id: searchlight
  name: Searchlight
  remediation: {options: [{id: upgrade, approach: replatform, rdel: [£1m]}]}
- {id: pscs, name: PSCS, status: retired, replaced_by: searchlight}
- {id: consumer, name: Consumer, depends_on: [searchlight]}
"""


@pytest.mark.parametrize(("code", "keys", "where", "hint", "redacted"), [*PLACED, *PLACED_ADVICE])
def test_a_finding_says_where_and_what_to_do(
    code: str, keys: str, where: str, hint: str, redacted: str, tmp_path: Path
) -> None:
    text = f"{HEADER}- id: case-tracker\n  name: Case tracker\n{keys}{AFTER}"
    (found,) = findings_in(tmp_path, text)
    assert found.code == code
    assert (found.system, standing(found)) == ("home-office/case-tracker", where)
    assert found.hint == hint
    assert found.redacted == redacted


def standing(found: Diagnostic) -> str:
    """Place and path of a finding, as one text."""
    place = found.place
    return f"{place.line}:{place.column}-{place.end_line}:{place.end_column} {found.path}"


@pytest.mark.parametrize(
    ("code", "description", "where", "hint"),
    [
        ("LM115", "name: Home Office, annual_budget: £14", "1:67-1:70 annual_budget", "Did you mean £14m?"),
        (
            "LM210",
            "currency: CHF, annual_budget: £14bn",
            "1:63-1:68 annual_budget",
            "Write the amount in CHF, without a symbol, or correct `currency` of the organisation.",
        ),
        (
            "LM207",
            "parent: cabinet-office",
            "1:41-1:55 parent",
            "Describe it in one file: `organisation: {id: cabinet-office, name: …}`.",
        ),
        (
            "LM208",
            "parent: home-office",
            "1:41-1:52 parent",
            "Correct one `parent`; until then each of these counts as having none.",
        ),
    ],
)
def test_a_finding_of_an_organisation_says_where_and_what_to_do(
    code: str, description: str, where: str, hint: str, tmp_path: Path
) -> None:
    (found,) = findings_in(tmp_path, f"organisation: {{id: home-office, {description}}}\nsystems: []\n")
    assert (found.code, found.system, standing(found), found.hint) == (code, "", where, hint)


def test_items_set_aside_are_counted_in_the_path(tmp_path: Path) -> None:
    keys = "  depends_on:\n  - Not An Id\n  - identity-hub\n  - identity-hbu\n"
    text = f"{HEADER}- id: case-tracker\n  name: Case tracker\n{keys}{AFTER}"
    found = {each.code: standing(each) for each in findings_in(tmp_path, text)}
    assert found == {"LM106": "6:5-6:14 depends_on[0].system", "LM201": "8:5-8:17 depends_on[2].system"}


def test_the_sentence_does_not_change_from_day_to_day(tmp_path: Path) -> None:
    text = f"{HEADER}- {{id: case-tracker, name: Case tracker, assessment: {{date: 2024}}}}\n"
    (today,) = findings_in(tmp_path, text)
    (tomorrow,) = findings_in(tmp_path, text, TODAY.replace(day=23))
    assert today.fingerprint == tomorrow.fingerprint


def test_equal_findings_have_fingerprints_of_their_own(tmp_path: Path) -> None:
    keys = "  technologies: [quux, quux]\n  contracts: [{ends: 31/3/27}, {ends: 31/3/27}]\n"
    text = f"{HEADER}- id: case-tracker\n  name: Case tracker\n{keys}"
    found = findings_in(tmp_path, text)
    assert [each.code for each in found] == ["LM404", "LM404", "LM110", "LM110"]
    assert len({each.message for each in found}) == 2
    assert len({each.fingerprint for each in found}) == 4


def test_a_successor_that_is_the_consumer_itself_is_not_named_as_its_need(tmp_path: Path) -> None:
    successor = "- {id: new-hub, name: New hub, depends_on: [old-hub]}\n"
    retired = "- {id: old-hub, name: Old hub, status: retired, replaced_by: new-hub}\n"
    (found,) = findings_in(tmp_path, f"{HEADER}{successor}{retired}")
    assert (found.code, found.hint) == (
        "LM204",
        "Name what replaced it, or correct the status of one of the two.",
    )


def test_a_gap_between_years_says_which_year_was_expected(tmp_path: Path) -> None:
    scenario = "scenario: a-gap\nyears: [2027-28, 2029-30, 2032-33]\n"
    (tmp_path / "scenario.yaml").write_text(scenario, encoding="utf-8")
    found = findings_in(tmp_path, f"{HEADER}- {{id: a, name: A}}\n")
    hints = [each.hint for each in found if each.code == "LM309"]
    assert hints == [
        "List each year once, in order: here 2028-29 was expected.",
        "List each year once, in order: here 2030-31 was expected.",
    ]
