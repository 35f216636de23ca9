import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from legacymap.reports.content.explain import explain_view
from legacymap.reports.content.scan import scan_view
from legacymap.reports.escape import sanitised
from legacymap.reports.formats.markdown import escape, markdown_text
from legacymap.reports.view import Column, Fact, Facts, Points, Prose, Table, View
from tests import golden
from tests.reports.builders import explanation, framework, survey
from tests.reports.texts import HOSTILE, is_harmless, texts

_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def is_parting(token: Token) -> bool:
    """Whether it is the empty comment that parts what forges would take for a call or an address."""
    return token.type == "html_inline" and token.content == "<!-- -->"


def read(markdown: str) -> list[str]:
    """What a reader sees of each stretch of text."""
    return [
        "".join(child.content for child in token.children or () if not is_parting(child))
        for token in _READER.parse(markdown)
        if token.type == "inline"
    ]


def kinds(markdown: str) -> set[str]:
    """Every kind of mark in a text."""
    tokens = _READER.parse(markdown)
    return {token.type for token in tokens} | {
        child.type for token in tokens for child in token.children or () if not is_parting(child)
    }


def test_a_scan_is_as_accepted() -> None:
    golden.check("reports/scan.md", markdown_text(scan_view(survey())))


def test_an_explanation_is_as_accepted() -> None:
    golden.check("reports/explain.md", markdown_text(explain_view(explanation(), framework())))


@given(texts.filter(lambda text: bool(sanitised(text))))
@example("- a")
@example("1. a")
@example("===")
@example("> a")
@example("[a](https://b) ![c](d) <b>*e*</b> `f` ~~g~~ &amp; \\* # h")
@example("| a | b |")
def test_text_is_shown_letter_by_letter(text: str) -> None:
    markdown = escape(text)
    assert read(markdown) == [sanitised(text)]
    assert kinds(markdown) <= {"paragraph_open", "inline", "text", "text_special", "paragraph_close"}


@pytest.mark.parametrize(
    "text", ["ask @team", "a@b.example", "see #1", "org/repo#12", "GH-3", "http://b.example", "www.b.example"]
)
def test_nothing_calls_anybody_and_no_address_is_followed(text: str) -> None:
    stretches = [each for line in _READER.parse(escape(text)) for each in line.children or ()]
    for call in ("@t", "@b", "#1", "GH-", "://", "www."):
        assert not any(call in stretch.content for stretch in stretches)
    assert read(escape(text)) == [text]


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4), texts)
def test_a_table_keeps_its_columns_with_any_text(rows: list[tuple[str, str]], title: str) -> None:
    table = Table(title, (Column("a", "one"), Column("b", "two", "prose")), tuple(rows))
    markdown = markdown_text(View("t", "", (table,)))
    lines = [line for line in markdown.split("\n") if line.startswith("|")]
    assert [line.count("|") for line in lines] == [3] * (len(rows) + 2)
    assert is_harmless(markdown)
    tokens = [token.type for token in _READER.parse(markdown)]
    assert tokens.count("td_open") == 2 * len(rows)


@given(texts, texts)
def test_no_text_is_harmful_anywhere(one: str, two: str) -> None:
    blocks = (Prose(one), Points((one, two)), Facts((Fact(one, two),)))
    assert is_harmless(markdown_text(View(one, "OFFICIAL", blocks, blocks, (Fact(two, one),))))


def test_figures_stand_to_the_right() -> None:
    table = Table("t", (Column("a", "a", "count"), Column("b", "b")), ((1, "x"),), "note", 1200)
    assert markdown_text(View("t", "", (table,))) == (
        "# t\n\n## t\n\n| a | b |\n| ---: | --- |\n| 1 | x |\n\nand 1,200 more\n\nnote\n"
    )


def test_new_systems_on_old_foundations_are_a_section() -> None:
    assert "## New systems on old foundations" in markdown_text(scan_view(survey()))


def test_the_marking_stands_at_top_and_bottom() -> None:
    lines = markdown_text(scan_view(survey())).splitlines()
    assert lines[0] == lines[-1] == "**OFFICIAL-SENSITIVE**"


def test_hostile_text_is_one_harmless_line() -> None:
    assert "\n" not in escape(HOSTILE)


def test_facts_with_a_title_stand_in_a_box() -> None:
    view = View("Words", "", (Facts((Fact("red", "At the threshold or above."),), "Words used here"),))
    assert "> **Words used here**\n>\n> - red: At the threshold or above.\n" in markdown_text(view)
