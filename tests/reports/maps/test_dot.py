"""Graphviz's language, by a strict grammar of what we write, and by Graphviz itself where it is installed."""

import re
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.connections import EstateMap
from legacymap.reports.map.dot import dot_text, quoted
from tests.reports.mapped import graphs, hostile_maps, seven
from tests.reports.texts import is_harmless, texts

_STRING = r'"(?:[^"\\\n]|\\\\|\\"|\\n)*"'
_VALUE = rf"(?:{_STRING}|[\w.]+)"
_ATTRIBUTES = rf"\[\w+={_VALUE}(?:, \w+={_VALUE})*\]"
_STATEMENTS = [
    r"digraph map \{",
    rf" *(?:graph|node|edge) {_ATTRIBUTES};",
    rf" *(?:\w+={_VALUE}; ?)+",
    r" *subgraph cluster_[\d_]+ \{",
    rf" *{_STRING} {_ATTRIBUTES};",
    rf" *{_STRING} -> {_STRING} {_ATTRIBUTES};",
    r" *// [\d,]+ pairs of organisations with fewer arrows are left out",
    r" *\}",
]
_STATEMENT = re.compile("|".join(f"(?:{each})" for each in _STATEMENTS))
_DOT = shutil.which("dot")


@given(hostile_maps(), st.sampled_from([1, 80]))
def test_hostile_names_leave_the_grammar_whole(found: EstateMap, limit: int) -> None:
    text = dot_text(found, limit)
    assert [line for line in text.splitlines() if not _STATEMENT.fullmatch(line)] == []
    assert is_harmless(text)


@given(texts)
def test_a_string_ends_where_it_should(text: str) -> None:
    assert re.fullmatch(_STRING, quoted(text))


@given(graphs())
def test_every_arrow_is_written_once(found: EstateMap) -> None:
    assert len(re.findall(r'^  "[^"]+" -> "', dot_text(found, 80), re.MULTILINE)) == len(found.dependencies)


def test_strength_and_confidence_differ_in_line_and_head() -> None:
    text = dot_text(seven(), 80)
    assert "style=solid, arrowhead=normal" in text
    assert "style=dashed, arrowhead=normal" in text
    assert "style=solid, arrowhead=onormal" in text


@pytest.mark.skipif(
    _DOT is None, reason="Graphviz's dot is not installed: nothing checked that it reads ours"
)
@pytest.mark.parametrize("limit", [3, 80])
def test_graphviz_draws_it(limit: int) -> None:
    done = subprocess.run(
        [str(_DOT), "-Tsvg"], input=dot_text(seven(), limit), capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert "Police National" in done.stdout if limit == 80 else "The home" in done.stdout
