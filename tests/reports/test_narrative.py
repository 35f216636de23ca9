import pytest
from hypothesis import given

from legacymap.reports.content.submission.narrative import narrative
from legacymap.reports.view import Column, Heading, Points, Prose, Table
from tests.reports.texts import texts


def test_paragraphs_lists_and_headings_become_blocks() -> None:
    text = "One\nline.\n\n# Why\n\n- first\n- second,\n  longer\n\n3. third\n4. fourth\n\nLast."
    assert narrative(text) == (
        Prose("One line."),
        Heading("Why", 3),
        Points(("first", "second, longer")),
        Points(("3. third", "4. fourth")),
        Prose("Last."),
    )


def test_emphasis_is_dropped_and_a_link_shows_where_it_leads() -> None:
    text = "**Now**, *or* `never`: [see](https://a.example 'x') ![drawn](b.png)"
    assert narrative(text) == (Prose("Now, or never: see (https://a.example) drawn"),)


@pytest.mark.parametrize("html", ["<b>bold</b>", "<script>alert(1)</script>", "<img src=x onerror=y>"])
def test_raw_html_stays_letters(html: str) -> None:
    assert narrative(f"Read {html} twice") == (Prose(f"Read {html} twice"),)
    assert narrative(html) == (Prose(html),)


def test_a_list_in_a_list_is_one_with_it() -> None:
    assert narrative("- a\n  - b\n- c\n\n  more") == (Points(("a", "b", "c more")),)


def test_a_table_takes_the_heading_above_it_and_what_follows_is_words_again() -> None:
    columns = (Column("column_0", "When", "prose"), Column("column_1", "What", "prose"))
    assert narrative("# Steps\n\n| When | What |\n| --- | --- |\n| May | *Move* |\n| June | |\n\nDone.") == (
        Heading("Steps", 3),
        Table("Steps", columns, (("May", "Move"), ("June", "")), level=3),
        Prose("Done."),
    )


def test_code_is_shown_as_it_stands() -> None:
    assert narrative("```\na *b*\n```") == (Prose("a *b*"),)


@given(texts)
def test_whatever_is_written_becomes_words_alone(text: str) -> None:
    for block in narrative(text):
        assert isinstance(block, Prose | Heading | Points)
        assert block.items if isinstance(block, Points) else block.text


@given(texts)
def test_plain_words_are_never_lost(text: str) -> None:
    kept = "".join(letter for letter in text if letter.isascii() and letter.isalpha())
    words = f"a{kept}"
    assert narrative(words) == (Prose(words),)
