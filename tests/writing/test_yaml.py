import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.domain.inventory import ListLayout
from legacymap.domain.values import Model
from legacymap.reading import events as reader
from legacymap.reading import read_single, values_of
from legacymap.reading.systems_layout import systems_layout
from legacymap.writing.yaml import appended, yaml_text
from tests.writing.inventories import Text, texts

_TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.sampled_from(
        ["no", "Yes", "null", "~", "NULL", "3.10", "1e3", "0x1f", "12:30", "2026-11-22", "<<", "=", "- a"]
    ),
    st.sampled_from(["a: b", "a #b", "*a", "&a", "!a", "%a", "@a", "`a", "{a", "[a"]),
    st.sampled_from(["'", '"', "a\n b", " a ", "?", "|", ">", "a, b"]),
)
NEW = {"id": "new", "name": "no: comment # here", "depends_on": ["a", "no"]}
_NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1)


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


def with_new(text: str, document: int = 0) -> str:
    return appended(text, systems_layout(text, document), NEW)


def expected(text: Text) -> list[object]:
    is_ended = text.text.endswith(("\n", "\r"))  # a block of text at the very end gets the break it lacks
    values = list(values_of(text.text if is_ended else f"{text.text}\n"))
    old = values[text.document]
    assert isinstance(old, dict)
    values[text.document] = {**old, "systems": [*(old.get("systems") or []), NEW]}
    return values


@settings(max_examples=150)
@given(text=texts())
def test_every_old_value_is_there_and_the_new_record(text: Text) -> None:
    assert list(values_of(with_new(text.text, text.document))) == expected(text)


@settings(max_examples=100)
@given(text=texts())
def test_it_is_the_same_without_libyaml(text: Text) -> None:
    with pytest.MonkeyPatch.context() as patch:
        written = with_new(text.text, text.document)
        patch.setattr(reader, "CParser", None)
        assert with_new(text.text, text.document) == written


@settings(max_examples=150)
@given(text=texts())
def test_the_old_text_stays_around_what_is_put_in(text: Text) -> None:
    old, new = text.text, with_new(text.text, text.document)
    if text.has_no_list:
        old = re.sub(r"systems: *(\r\n|\r|\n)? *(?:\[ ?\]|~)", r"systems:\1", old, count=1)
        kept = [line.rstrip() for line in old.splitlines()]
        left = iter(line.rstrip() for line in new.splitlines())
        assert all(line in left for line in kept)
        return
    before = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    after = old[before:]
    assert new.endswith(after) or any(
        new.startswith(old[:at]) and new.endswith(old[at:]) for at in range(before)
    )


@given(text=texts())
def test_line_ends_are_those_of_the_file(text: Text) -> None:
    found = set(re.findall("\r\n|\r|\n", text.text))
    assert set(re.findall("\r\n|\r|\n", with_new(text.text, text.document))) <= (found or {"\n"})


@given(name=_NAMES)
def test_any_name_comes_back(name: str) -> None:
    text = "organisation: x\nsystems:\n- id: a\n"
    written = appended(text, systems_layout(text, 0), {"id": "b", "name": name})
    assert values_of(written) == ({"organisation": "x", "systems": [{"id": "a"}, {"id": "b", "name": name}]},)


def test_the_record_is_indented_as_its_list() -> None:
    text = (
        "organisation: x\nsystems:\n    -   id: a\n        # owner: b\n\n    -   id: c\n# end\nwaivers: []\n"
    )
    assert with_new(text) == text.replace(
        "# end",
        "\n    -   id: new\n        name: 'no: comment # here'\n        depends_on: [a, 'no']\n# end",
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("systems: &s\n- id: a\nx: *s\n", "has an anchor that is used elsewhere"),
        ("organisation: x\nsystems: [{id: a}]\n", "brackets"),
        ("organisation: x\nsystems: [\n  # comment\n]\n", "brackets"),
        ("{organisation: x, systems: []}\n", "brackets"),
        ("x-a: &a [{id: b}]\norganisation: x\nsystems: *a\n", "alias"),
        ("organisation: x\nsystems: &a []\n", "brackets"),
        ("organisation: x\nsystems: ''\n", "no list"),
        ("organisation: x\nsystems: {a: b}\n", "no list"),
        ("organisation: x\nsystems: []\nsystems: []\n", "more than once"),
        ("x-a: &a {systems: []}\n<<: *a\norganisation: x\n", "<<"),
    ],
)
def test_a_list_that_lines_cannot_be_put_into_is_closed(text: str, why: str) -> None:
    layout = systems_layout(text, 0)
    assert layout.form == "closed"
    assert why in layout.why


def test_a_last_line_without_an_end_gets_one() -> None:
    text = "organisation: x\nsystems:\n- id: a"
    assert with_new(text).startswith(f"{text}\n- id: new\n")
    assert with_new(text).endswith("]\n")


@pytest.mark.parametrize("empty", ["[]", "~", "", "null", "[ ]"])
def test_an_empty_list_becomes_lines(empty: str) -> None:
    text = f"organisation: x\nsystems: {empty}  # none yet\nwaivers: []\n"
    written = with_new(text)
    assert written.startswith("organisation: x\nsystems:")
    assert "# none yet\n- id: new\n" in written
    assert written.endswith("\nwaivers: []\n")


def test_the_layout_of_an_absent_list_is_the_end_of_its_mapping() -> None:
    assert systems_layout("organisation: x\n# end\n", 0) == ListLayout("absent", 0, 15, 0)
