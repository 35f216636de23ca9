from legacymap.reports.words import marking_text, rating_of, rating_or_status, yes_or_no
from tests.reports.builders import assessment, entry, record


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
