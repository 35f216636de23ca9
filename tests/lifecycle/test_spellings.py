"""The spelling tables against the shipped catalogue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.catalogue import Match
from legacymap.domain.system import Technology
from legacymap.lifecycle.matching import Matcher
from tests.lifecycle.builders import facts, shipped_matcher, shipped_products, technology
from tests.lifecycle.spellings import NEAR_MISSES, SPELLINGS, UNRELATED, Row, rows, technologies

ROWS = rows(SPELLINGS)
PUNCTUATION = " -/_,;:!?()[]{}'\"*"


def test_the_table_holds_what_was_asked_for() -> None:
    assert len({(row.text, row.version) for row in ROWS}) >= 200


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.technology.label)
def test_a_spelling_means_these_cycles(row: Row) -> None:
    match = shipped_matcher().match(row.technology)
    assert facts(match) == (row.product, row.cycles), match.why


@pytest.mark.parametrize("row", [row for row in ROWS if row.version is None], ids=lambda row: row.text)
def test_the_short_form_means_the_same(row: Row) -> None:
    match = shipped_matcher().match(Technology.model_validate(row.text))
    assert facts(match) == (row.product, row.cycles), match.why


@pytest.mark.parametrize("asked", technologies(NEAR_MISSES), ids=lambda asked: asked.label)
def test_a_near_miss_has_no_cycle(asked: Technology) -> None:
    assert shipped_matcher().match(asked).cycles == ()


@pytest.mark.parametrize("asked", technologies(UNRELATED), ids=lambda asked: asked.label)
def test_an_unrelated_text_names_no_product(asked: Technology) -> None:
    match = shipped_matcher().match(asked)
    assert facts(match) == (None, frozenset()), match.why


@given(row=st.sampled_from(ROWS), marks=st.lists(st.sampled_from(PUNCTUATION), min_size=9), data=st.data())
def test_case_and_punctuation_never_change_the_match(row: Row, marks: list[str], data: st.DataObject) -> None:
    def rewritten(text: str) -> str:
        if text.startswith("pkg:"):
            return text.upper()
        # What stands in brackets may be passed over, so a text that has some keeps its own.
        free = [mark for mark in marks if "(" not in row.technology.label or mark not in "()"]
        between = data.draw(st.sampled_from(free or [" "]))
        words = [
            data.draw(st.sampled_from([word.upper(), word.lower(), word.title()])) for word in text.split()
        ]
        return f"{between} {between.join(words)}"

    version = None if row.version is None else rewritten(row.version)
    assert facts(shipped_matcher().match(technology(rewritten(row.text), version))) == (
        row.product,
        row.cycles,
    )


@given(row=st.sampled_from([row for row in ROWS if not row.text.startswith("pkg:")]), data=st.data())
def test_where_the_version_begins_never_matters(row: Row, data: st.DataObject) -> None:
    words = technology(row.text, row.version).label.split()
    cut = data.draw(st.integers(1, len(words)))
    match = shipped_matcher().match(technology(" ".join(words[:cut]), " ".join(words[cut:]) or None))
    assert facts(match) == (row.product, row.cycles), match.why


def test_what_stands_in_many_records_is_matched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    matched: list[str] = []
    find = Matcher._match  # noqa: SLF001 - what is counted

    def counted(self: Matcher, product: str, version: str) -> Match:
        matched.append(f"{product}|{version}")
        return find(self, product, version)

    monkeypatch.setattr(Matcher, "_match", counted)
    matcher = Matcher(shipped_products())
    for row in (*ROWS[:50], *ROWS[:50]):
        matcher.match(row.technology)
    assert sorted(matched) == sorted({f"{row.text}|{row.version or ''}" for row in ROWS[:50]})
