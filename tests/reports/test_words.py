"""Values, judgements and counts in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from legacymap.domain.figures import Spread
from legacymap.domain.findings import Place
from legacymap.reports.view import Amount, Cell, Judgement, Kind
from legacymap.reports.words import (
    Tally,
    counted,
    day,
    in_order,
    marking_text,
    rating_of,
    rating_or_status,
    rough,
    shown,
    tally,
    tally_text,
    yes_or_no,
)
from tests.reports.builders import assessment, diagnostic, entry, record


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, "score", "-"),
        ("", "text", "-"),
        ("a\x1bb", "text", "a\ufffdb"),
        (12345, "count", "12,345"),
        (18.249, "score", "18.2"),
        (3, "score", "3.0"),
        (5.375, "working", "5.3750"),
        (Spread(12.04, 18.249, 26.7), "bounds", "18.2 (12.0-26.7)"),
        (Spread(18.2, 18.2, 18.2), "bounds", "18.2"),
        (Spread(4, 5.0, 6), "levels", "4-6"),
        (Spread(5, 5.0, 5), "levels", "5"),
        (0.0, "share", "0%"),
        (0.001, "share", "<1%"),
        (0.005, "share", "<1%"),
        (0.0051, "share", "1%"),
        (0.25, "share", "25%"),
        (0.994999, "share", "99%"),
        (0.995, "share", ">99%"),
        (0.9999, "share", ">99%"),
        (1.0, "share", "100%"),
        (Amount(Decimal(4_200_000), "£"), "money", "£4.2m"),
        (Amount(Decimal(-300_000), "€"), "money", "-€300k"),
        (Amount(Decimal(2_000_000_000)), "money", "2bn"),
        (Amount(Decimal(0), "£"), "money", "£0"),
        (Amount(Decimal(999)), "money", "999"),
        (date(2026, 4, 1), "date", "2026-04-01"),
        (Judgement("possibly-red", "could be red"), "text", "could be red"),
    ],
)
def test_a_value_is_shown_as_people_read_it(value: Cell, kind: Kind, text: str) -> None:
    assert shown(value, kind) == text


def test_a_day_is_in_words() -> None:
    assert day(date(2026, 11, 2)) == "2 November 2026"


def test_one_is_singular() -> None:
    assert [counted(count, "system") for count in (0, 1, 1200)] == ["0 systems", "1 system", "1,200 systems"]
    assert counted(2, "capability", "capabilities") == "2 capabilities"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0"),
        (99_999, "99,999"),
        (212_400, "212k"),
        (2_000_000, "2m"),
        (2_149_000, "2.1m"),
        (668_200_000, "668m"),
        (1_540_000_000, "1.5bn"),
    ],
)
def test_a_large_count_is_short_in_a_sentence(count: int, text: str) -> None:
    assert rough(count) == text


def test_ratings_are_words() -> None:
    assert [rating_of(rating).words for rating in ("red", "possibly-red", "not-red", None)] == [
        "red",
        "could be red",
        "not red",
        "not scored",
    ]


def test_what_is_not_scored_says_why() -> None:
    assert rating_or_status(entry(1, record(status="retired"))).words == "retired"
    assert rating_or_status(entry(1, record(kind="external"))).words == "external"
    assert rating_or_status(entry(1, record(), assessment("5", "5"))).words == "red"


def test_markings_are_as_they_are_printed() -> None:
    assert [
        marking_text(handling) for handling in ("official", "official-sensitive", "secret", "top-secret")
    ] == [
        "OFFICIAL",
        "OFFICIAL-SENSITIVE",
        "SECRET",
        "TOP SECRET",
    ]


def test_no_answer_stays_none() -> None:
    assert [yes_or_no(answer) for answer in (True, False, None)] == ["yes", "no", None]


def test_waived_findings_count_as_waived_only() -> None:
    found = [diagnostic("error"), diagnostic("error", waived=""), diagnostic("warning", waived="agreed")]
    assert tally(found) == Tally(1, 0, 2)


def test_counts_are_a_phrase() -> None:
    assert tally_text(Tally(2, 1, 1)) == "2 errors, 1 warning and 1 waived"
    assert tally_text(Tally(0, 2, 0)) == "2 warnings"
    assert tally_text(Tally(0, 0, 0)) == "no findings"


def test_findings_are_ordered_by_file_line_column_and_code() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 5), Place("a", 9, 4)]
    found = [diagnostic(place=place) for place in places] + [diagnostic(place=places[3], code="LM101")]
    ordered = [(one.place.file, one.place.line, one.place.column, one.code) for one in in_order(found)]
    assert ordered == sorted(ordered)
    assert ordered[0] == ("a", 9, 4, "LM101")


def test_what_a_baseline_knows_counts_apart_and_a_waiver_comes_first() -> None:
    known = replace(diagnostic(), known=True)
    assert tally((diagnostic(), known, replace(known, waived="agreed"))) == Tally(1, 0, 1, 1)
