import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.values import Model
from legacymap.reading import read_single
from legacymap.writing.yaml import yaml_text

_TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.sampled_from(
        ["no", "Yes", "null", "~", "NULL", "3.10", "1e3", "0x1f", "12:30", "2026-11-22", "<<", "=", "- a"]
    ),
    st.sampled_from(["a: b", "a #b", "*a", "&a", "!a", "%a", "@a", "`a", "{a", "[a"]),
    st.sampled_from(["'", '"', "a\n b", " a ", "?", "|", ">", "a, b"]),
)


class Kept(Model):
    """What is written and read again."""

    kept: tuple[str, ...]
    deep: tuple[dict[str, str], ...] = ()


@given(texts=st.lists(_TEXTS, max_size=8), mapping=st.dictionaries(_TEXTS, _TEXTS, max_size=4))
def test_every_text_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], mapping: dict[str, str]
) -> None:
    path = tmp_path_factory.mktemp("kept") / "kept.yaml"
    plain = {key: value for key, value in mapping.items() if not key.startswith("x-")}
    path.write_text(yaml_text({"kept": texts, "deep": [plain]}), encoding="utf-8", newline="")
    read = read_single(path, "kept", Kept)
    assert [fault.message for fault in read.faults] == []
    assert read.model == Kept(kept=tuple(texts), deep=(plain,))


def test_a_mapping_of_text_stands_on_one_line_and_numbers_in_quotes() -> None:
    written = yaml_text({"cycles": [{"cycle": "3.10", "aliases": ["no", "b" * 200]}]})
    assert written == f"cycles:\n- {{cycle: '3.10', aliases: ['no', {'b' * 200}]}}\n"


def test_one_value_in_two_places_is_written_twice() -> None:
    one = {"a": "b"}
    assert yaml_text({"x": [one, one]}) == "x:\n- {a: b}\n- {a: b}\n"


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        yaml_text({"a": "\ud800"})
