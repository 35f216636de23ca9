"""A lone expert is noticed in plain wordings, and not where the text denies it or speaks of a product."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.rules.sole_experts import names_a_sole_expert

SAID = [
    "Only one person knows the batch suite.",
    "The sole developer retires in 2028.",
    "There is a key-person risk.",
    "Known only to one person",
    "Supported by a single contractor",
    "It relies on one retired colleague.",
    "the last remaining COBOL programmer left",
    "Maintained by just one member of staff",
    "A single point of knowledge",
    "No documents exist. Only one engineer can build it.",
    "Only\n  one developer",
    "Depends on a retired employee",
]
UNSAID = [
    "The single platform for customs declarations.",
    "No key-person risk remains.",
    "It no longer relies on one person.",
    "More than one person knows it",
    "A single sign-on",
    "Read-only developer access",
    "The sole developer portal",
    "Two engineers know it",
    "One developer account is used",
    "Used by one contractor firm",
    "A single developer team",
    "The single person discount",
    "Single point of failure: the mainframe",
    "Only one site",
    "",
]


@pytest.mark.parametrize("text", SAID)
def test_what_is_said_is_noticed(text: str) -> None:
    assert names_a_sole_expert(text)


@pytest.mark.parametrize("text", UNSAID)
def test_what_is_not_said_is_not_noticed(text: str) -> None:
    assert not names_a_sole_expert(text)


@given(st.sampled_from(SAID), st.text(alphabet="abc .,;\n", max_size=200), st.text(max_size=50))
def test_it_is_noticed_wherever_it_stands(said: str, before: str, after: str) -> None:
    assert names_a_sole_expert(f"{before}. {said} . {after}")
