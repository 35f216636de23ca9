"""The compiled catalogue says what its sources say, or is not used."""

from pathlib import Path

import pytest

from legacymap.analysis import reference
from legacymap.analysis.reference import catalogued
from legacymap.lifecycle.catalogue import COMPILED, Compiled, compiled, shipped
from legacymap.lifecycle.matching import Matcher
from legacymap.lifecycle.names import NameIndex, StrayIndex
from tests.catalogue import sources
from tests.lifecycle.builders import facts, shipped_products, technology
from tests.lifecycle.spellings import NEAR_MISSES, SPELLINGS, UNRELATED, rows, technologies

WHOLE = COMPILED.read_text(encoding="utf-8")


def ready() -> Compiled:
    found = shipped()
    assert found is not None, "the sources have changed: `make catalogue` compiles them"
    return found


def test_the_compiled_file_is_made_from_the_sources() -> None:
    assert compiled(sources()) == WHOLE


def test_it_holds_every_product_and_both_indexes() -> None:
    products = tuple(product for each in sources() for product in each.products)
    assert tuple(ready()) == products
    parts = NameIndex.of(products).parts()
    assert {each: ready().names_with(each) for each in parts} == parts
    assert ready().names_with("?") == NameIndex()
    made, held = StrayIndex.of(products), ready().stray_index
    assert [tuple(each) for each in held.names] == made.names
    assert (held.holders, held.scattered) == (made.holders, made.scattered)


def test_it_matches_as_its_sources_do() -> None:
    asked = [row.technology for row in rows(SPELLINGS)]
    asked += [*technologies(NEAR_MISSES), *technologies(UNRELATED)]
    fresh, held = Matcher(shipped_products()), Matcher(ready())
    assert [held.match(each) for each in asked] == [fresh.match(each) for each in asked]


def test_a_product_is_read_when_it_is_asked_for() -> None:
    lines = COMPILED.read_bytes().splitlines()
    first = len(lines) - len(ready())
    broken = Compiled([*lines[:first], b"{", *lines[first + 1 :]])
    match = Matcher(broken).match(technology("oracle-database", "12.1"))
    assert facts(match) == ("oracle-database", frozenset({"12.1"}))
    with pytest.raises(ValueError, match="property name"):
        broken[0]


def test_the_index_of_strays_is_read_for_texts_that_begin_with_no_name() -> None:
    lines = COMPILED.read_bytes().splitlines()
    unordered = Matcher(Compiled([lines[0], b"{", *lines[2:]]))
    assert unordered.match(technology("COBOL")).product is not None
    with pytest.raises(ValueError, match="property name"):
        unordered.match(technology("Database Oracle 12.1"))


def test_the_nearest_name_is_looked_for_where_no_order_of_the_words_is_a_name() -> None:
    lines = COMPILED.read_bytes().splitlines()
    alone = Matcher(Compiled([*lines[:2], b"{", *lines[3:]]))
    assert alone.match(technology("Database Oracle 12.1")).product is not None
    with pytest.raises(ValueError, match="property name"):
        alone.match(technology("Nothing of the kind"))


def test_the_edition_is_that_of_the_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    held = catalogued()
    monkeypatch.setattr(reference, "compiled_catalogue", lambda: None)
    fresh = catalogued()
    assert held.edition == fresh.edition
    assert isinstance(held.products, Compiled)
    assert tuple(held.products) == fresh.products


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]\n[]",
        '{"form": 1}\n',
        "\x00",
        WHOLE[:1000],
        WHOLE[:-10],
        WHOLE[: WHOLE.rindex("\n", 0, -1) + 1],
    ],
    ids=range(8),
)
def test_what_is_not_whole_is_not_used(tmp_path: Path, text: str) -> None:
    (tmp_path / "catalogue.jsonl").write_text(text, encoding="utf-8")
    assert shipped(tmp_path / "catalogue.jsonl") is None


def test_what_was_made_from_other_sources_or_in_another_form_is_not_used(tmp_path: Path) -> None:
    path, text = tmp_path / "catalogue.jsonl", COMPILED.read_text(encoding="utf-8")
    digest = next(iter(ready().sources.values()))
    for other in (text.replace(digest, "0" * 64), text.replace('{"form":3,', '{"form":1,')):
        path.write_text(other, encoding="utf-8")
        assert shipped(path) is None
    path.write_text(text, encoding="utf-8")
    assert shipped(path) is not None
    assert shipped(tmp_path / "missing.jsonl") is None
