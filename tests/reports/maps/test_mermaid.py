"""Mermaid, by a strict grammar of the few statements that we write."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.connections import EstateMap
from legacymap.reports.map.mermaid import escape, mermaid_text
from tests import golden
from tests.reports.mapped import graphs, hostile_maps, seven
from tests.reports.texts import is_harmless, texts

# Inside quotes: letters, digits, spaces, `#123;`, line breaks of our own, the four signs, and marks that are
# between letters.
_INNER = r"(?:[^\W_]|[ ▲△●–]|#\d+;|<br/>|(?<=[^\W_])[-./,](?=[^\W_])|(?<=[\w;]),(?= ))*"
_STATEMENTS = [
    r"%% (?!\{).*",
    r"flowchart TB",
    r"accTitle: [\w ]+",
    r"accDescr: [\w ,]+",
    rf' *subgraph g[\dc]+\["{_INNER}"\]',
    r" *end",
    rf' *[so]\d+(?:\["{_INNER}"\]|\(\["{_INNER}"\]\)|\[\("{_INNER}"\)\]|\[/"{_INNER}"/\]):::[a-z]+',
    r"s\d+ (?:-->|-\.->)(?:\|assumed\|)? s\d+",
    rf'o\d+ -->\|"{_INNER}"\| o\d+',
    r"classDef [a-z]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}",
]
_STATEMENT = re.compile("|".join(f"(?:{each})" for each in _STATEMENTS))


def _strange(text: str) -> list[str]:
    return [line for line in text.splitlines() if not _STATEMENT.fullmatch(line)]


def _decoded(text: str) -> str:
    return html.unescape(re.sub(r"#(\d+);", r"&#\1;", text))


@given(hostile_maps(), st.sampled_from([1, 80]))
def test_hostile_names_leave_the_grammar_whole(found: EstateMap, limit: int) -> None:
    text = mermaid_text(found, limit)
    assert _strange(text) == []
    assert is_harmless(text)


@given(graphs())
def test_every_system_and_every_arrow_is_written_once(found: EstateMap) -> None:
    text = mermaid_text(found, 80)
    assert len(re.findall(r"^ *s\d+[\[(]", text, re.MULTILINE)) == len(found.systems)
    assert len(re.findall(r"^s\d+ -", text, re.MULTILINE)) == len(found.dependencies)
    assert text.count("subgraph") == len(re.findall(r"^ *end$", text, re.MULTILINE))


@given(st.text(alphabet="abcen d#\"'<>&;%{}[]()|`*_~^:,./-=\\1", max_size=30))
def test_letters_come_out_as_they_read(text: str) -> None:
    assert _decoded(escape(text)) == " ".join(text.strip().split("\n"))


@given(texts)
def test_no_word_ends_a_block(text: str) -> None:
    assert not re.search(r"\bend\b", escape(f"{text} end END"), re.IGNORECASE)


def test_beyond_the_limit_organisations_stand_for_their_systems() -> None:
    text = mermaid_text(seven(), 3)
    assert "summed up by organisation" in text
    assert "s1[" not in text
    assert 'o1 -->|"1 arrow' in text


def test_the_map_is_as_accepted() -> None:
    golden.check("reports/map.mmd", mermaid_text(seven(), 80))
