"""Persons are noticed where there is no doubt, and no role or team is ever taken for one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.person_names import names_a_person
from tests.rules.findings import findings_in

ROLES = [
    "Asylum operations",
    "Digital Services",
    "HM Revenue",
    "Technology risk team",
    "Chief technology officer",
    "Head of Payments",
    "Home Office",
    "Border Force",
    "Companies House",
    "Cabinet Office, with Ark",
    "DR team",
    "Defra, with HMRC",
    "Lord Chancellor",
    "Police forces (bought nationally)",
    "Motorola Solutions, for the Home Office",
    "MS Dynamics team",
    "Ms Dynamics Support Team",
    "Dr Site Operations",
    "James Paget Hospital",
    "John Lewis Partnership",
    "St Thomas House",
    "Charles House Estates",
    "service.desk@homeoffice.example",
    "e.services@dwp.example",
    "asylum.operations@homeoffice.example",
    "it.support@hmrc.example",
    "Paul Hamlyn Foundation",
    "Scott Logic Ltd",
    "Martin Baker Technologies",
    "Alan Turing Institute",
    "JOHN SYSTEM",
    "Lewis board",
    "Senior responsible owner",
    "HM Inspector of Constabulary",
    "Francis Crick Institute",
    "Robert Gordon University",
    "Elizabeth Line",
    "Kerry",
]
PERSONS = [
    "Jane Smith",
    "Dr J. Smith",
    "Dr Smith",
    "Mr Smith",
    "Mrs A. B. Jones",
    "Ms Patel",
    "Sir John Doe",
    "Prof. Okonkwo",
    "Head of Payments (Jane Smith)",
    "Jane Smith, Head of Payments",
    "Head of Payments: Mohammed Khan",
    "Sarah O’Neill",
    "Digital Services and Claire Lloyd-Jones",
    "jane.smith@homeoffice.example",
    "j.smith2@dwp.example",
    "Payments team <claire.jones@hmrc.example>",
    "James T. Kirk",
    "Emma Jane Wood",
    "Technology risk team / Rajesh Patel",
]
ROLE_WORDS = [
    "Head",
    "Chief",
    "Director",
    "Deputy",
    "Senior",
    "Technology",
    "Digital",
    "Data",
    "Risk",
    "Home",
    "Office",
    "Border",
    "Force",
    "Team",
    "Services",
    "of",
    "for",
    "the",
    "and",
    "&",
    "HM",
    "Revenue",
    "Customs",
    "Asylum",
    "Payments",
    "officer",
    "manager",
    "(acting)",
    "Platform",
    "Operations",
    "Wales",
    "Scotland",
    "Justice",
    "Treasury",
    "Ministry",
    "Agency",
]
GIVEN = ["Jane", "David", "Priya", "Mohammed", "Sarah", "Gareth", "Siobhan"]
SURNAMES = st.from_regex(r"\A[B-DF-HJ-NP-TV-Z][aeiou][rnl][a-z]xq\Z")
ROLE_TEXTS = st.lists(st.sampled_from(ROLE_WORDS), min_size=1, max_size=8).map(" ".join)


@pytest.mark.parametrize("text", ROLES)
def test_a_role_is_no_person(text: str) -> None:
    assert not names_a_person(text)


@pytest.mark.parametrize("text", PERSONS)
def test_a_person_is_noticed(text: str) -> None:
    assert names_a_person(text)


@given(ROLE_TEXTS, st.sampled_from([" ", ", ", " / ", " ("]), ROLE_TEXTS)
def test_no_text_of_role_words_names_a_person(one: str, between: str, other: str) -> None:
    assert not names_a_person(f"{one}{between}{other}")


@given(st.sampled_from(GIVEN), SURNAMES, ROLE_TEXTS)
def test_a_name_is_noticed_beside_any_role(given_name: str, surname: str, role: str) -> None:
    assert names_a_person(f"{role} ({given_name} {surname})")
    assert names_a_person(f"{given_name} {surname}, {role}")


@given(st.sampled_from(GIVEN), SURNAMES)
def test_an_address_of_a_name_is_noticed(given_name: str, surname: str) -> None:
    assert names_a_person(f"{given_name}.{surname}@dwp.example".lower())


def test_the_finding_names_the_key_that_people_know_the_role_by(tmp_path: Path) -> None:
    text = """
        organisation: home-office
        systems:
        - id: pnc
          name: PNC
          owner: {business: Jane Smith}
          assessment: {assessor: Jane Smith}
    """
    named = [each.message for each in findings_in(tmp_path, text) if each.code == "LM132"]
    assert named == [
        "`owner` names a person, not a role or a team",
        "`assessor` names a person, not a role or a team",
    ]


@given(st.text(max_size=600))
def test_any_text_has_an_answer(text: str) -> None:
    assert names_a_person(text) in {True, False}
