"""Edits change what they are asked to change, and nothing else."""

import copy
import re
from collections import Counter
from pathlib import Path as File

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.domain.findings import Path
from legacymap.reading import values_of
from legacymap.writing.edits import SHORT_FORMS, Change, Edited, edited
from legacymap.writing.plain import Value
from tests.writing.inventories import Text, texts

SAMPLES = sorted(File(__file__).parents[2].joinpath("inventories").rglob("*.yaml"))
_WORDS = st.one_of(
    st.sampled_from(
        [
            "Team, {A}",
            "no",
            "£1.2m",
            "2028-29",
            "12.10",
            "a: b",
            "x # y",
            "- z",
            "'",
            '"',
            "~",
            "é",
            "?0",
            ":a",
            "b?c",
            "-5",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
)
_SCALARS = ["name", "notes", "owner", "criticality", "hosting", "x-own"]
_NESTED = [
    ("owner", "technical"), ("hosting", "location"), ("costs", "annual_run"), ("costs", "cost_of_failure"),
    ("assessment", "scores", "skills"), ("ids", "register"), ("remediation", "plan", "funded"),
]  # fmt: skip
_LISTS = ["tags", "aliases"]
_ITEMS = ["technologies", "contracts", "depends_on"]


def after(value: object, path: Path, new: Change) -> object:
    """What a document holds once a value is set at a path: the model that edits are held to."""
    if not path:
        return copy.deepcopy(new)
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(value) if isinstance(value, list) else []
        if step >= len(items):
            return [*items, after(None, rest, new)]
        return [*items[:step], after(items[step], rest, new), *items[step + 1 :]]
    old = dict(value) if isinstance(value, dict) else {}
    if step in old and isinstance(old[step], str) and rest and isinstance(rest[0], str):
        old[step] = {SHORT_FORMS[step]: old[step]}
    short = SHORT_FORMS.get(step, "score" if step == "skills" else "")
    if not rest and isinstance(new, str) and isinstance(old.get(step), dict) and short:
        return {**old, step: {**old[step], short: new}}
    return {**old, step: after(old.get(step), rest, new)}


def is_same(one: object, other: object) -> bool:
    """Whether two values are equal, a short form being the mapping that it abbreviates."""
    return _long(one) == _long(other)


def _long(value: object) -> object:
    if isinstance(value, list):
        return [_long(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: _long(each) for key, each in value.items()}
    for key in ("owner", "hosting"):
        if isinstance(found.get(key), str):
            found[key] = {SHORT_FORMS[key]: found[key]}
    return found


def changed(draw: st.DrawFn, record: dict[str, object], at: Path) -> tuple[Path, Change]:
    """Some change of a record, as a path from the document."""
    kind = draw(st.sampled_from(["scalar", "nested", "list", "item"]))
    if kind == "scalar":
        return (*at, draw(st.sampled_from(_SCALARS))), draw(_WORDS)
    if kind == "nested":
        return (*at, *draw(st.sampled_from(_NESTED))), draw(_WORDS)
    if kind == "list":
        return (*at, draw(st.sampled_from(_LISTS))), draw(st.lists(_WORDS, min_size=1, max_size=3))
    key = draw(st.sampled_from(_ITEMS))
    items = record.get(key)
    number = len(items) if isinstance(items, list) else 0
    new: Change = {"product": draw(_WORDS), "note": draw(_WORDS)} if draw(st.booleans()) else draw(_WORDS)
    return (*at, key, number), new


@st.composite
def sample_changes(draw: st.DrawFn) -> tuple[str, list[tuple[int, Path, Change]]]:
    """A file of the sample inventories, and changes of its records."""
    text = draw(st.sampled_from(SAMPLES)).read_text(encoding="utf-8")
    found = [each for _ in range(draw(st.integers(1, 4))) for each in some_changes(draw, text)]
    by_path = {(document, path): new for document, path, new in found}
    return text, [(document, path, new) for (document, path), new in by_path.items()]


def some_changes(draw: st.DrawFn, text: str) -> list[tuple[int, Path, Change]]:
    found = []
    for document, value in enumerate(values_of(text)):
        records = value.get("systems") if isinstance(value, dict) else None
        if isinstance(records, list) and records:
            number = draw(st.integers(0, len(records) - 1))
            record = records[number]
            found.append((document, *changed(draw, record, ("systems", number))))
    return found


def comments(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.splitlines() if line.lstrip().startswith("#"))


def applied(text: str, changes: list[tuple[int, Path, Change]]) -> tuple[str, list[object]]:
    """The text after all changes, one after the other, and what the model says that it holds."""
    values = list(values_of(text))
    for document, path, new in changes:
        done = edited(text, document, [(path, new)])
        if not done.refused:
            values[document] = after(values[document], path, new)
        else:
            assert done.text == text
        text = done.text
    return text, values


def holds_only_edits(old: str, changes: list[tuple[int, Path, Change]]) -> None:
    new, values = applied(old, changes)
    assert is_same(list(values_of(new)), values)
    assert comments(new) >= comments(old)
    gone = Counter(old.split("\n")) - Counter(new.split("\n"))
    over_lines = sum(
        3 for _, path, _ in changes if path[-1] == "notes"
    )  # such values of the layouts are longer
    assert sum(gone.values()) <= len(changes) + over_lines


@settings(max_examples=50, deadline=None)
@given(case=sample_changes())
def test_any_sequence_of_edits_of_the_samples_is_that_of_the_model(
    case: tuple[str, list[tuple[int, Path, Change]]],
) -> None:
    holds_only_edits(*case)


@settings(max_examples=60, deadline=None)
@given(text=texts(), data=st.data())
def test_any_edits_of_any_layout_are_those_of_the_model(text: Text, data: st.DataObject) -> None:
    old = re.sub("\r(?!\n)", "\n", text.text)
    old += "" if old.endswith("\n") else "\n"
    changes = data.draw(st.composite(lambda draw: some_changes(draw, old))())
    holds_only_edits(old, changes)


@settings(max_examples=60, deadline=None)
@given(case=sample_changes())
def test_edits_at_once_are_edits_one_by_one(case: tuple[str, list[tuple[int, Path, Change]]]) -> None:
    text, changes = case
    _, values = applied(text, changes)
    at_once = text
    for document in {each for each, _, _ in changes}:
        wanted = [(path, new) for number, path, new in changes if number == document]
        at_once = edited(at_once, document, wanted).text
    assert is_same(list(values_of(at_once)), values)


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_items_are_taken_out_of_lists_and_nothing_else(data: st.DataObject) -> None:
    in_brackets = data.draw(st.booleans())
    items = [
        f"{{a: {n}}}" if data.draw(st.booleans()) else f"w{n}" for n in range(data.draw(st.integers(2, 5)))
    ]
    gone = data.draw(st.sets(st.integers(0, len(items) - 1), min_size=1, max_size=len(items) - 1))
    more = data.draw(st.lists(st.just("new"), max_size=1))
    lines = [f"- {each}\n" for each in items]
    held = f"[{', '.join(items)}]\n" if in_brackets else "\n" + "".join(lines)
    text = f"before: x # c\nlist: {held}after: y # d\n"
    changes: list[tuple[Path, Change]] = [(("list", number), None) for number in sorted(gone)]
    done = edited(text, 0, changes + [(("list", len(items)), each) for each in more])
    left = [each for number, each in enumerate(values_of(text)[0]["list"]) if number not in gone]  # type: ignore[index]
    assert values_of(done.text) == ({"before": "x", "list": [*left, *more], "after": "y"},)
    assert done.refused == ()
    assert comments("# c\n# d\n") <= Counter(re.findall("# .", done.text))


def test_a_list_is_not_emptied_and_comments_are_not_taken_with_an_item() -> None:
    assert edited("a: [x]\n", 0, [(("a", 0), None)]).refused[0].why == "it would leave an empty list"
    text = "a:\n- x # why\n- y\n"
    assert edited(text, 0, [(("a", 0), None)]).refused[0].why == "a comment stands within it"


def test_a_missing_key_goes_after_the_last_entry_at_its_indent() -> None:
    text = "systems:\n  - id: a\n    name: A # the first\n    # about a\n\n  - id: b\n"
    done = edit(text, ("systems", 0, "notes"), "N")
    assert done == "systems:\n  - id: a\n    name: A # the first\n    notes: N\n    # about a\n\n  - id: b\n"


def test_comments_that_are_indented_deeper_stay_with_what_stands_above_them() -> None:
    text = "systems:\n- id: a\n  name: A\n    # of the name\n# of the list\n- id: b\n"
    done = edit(text, ("systems", 0, "notes"), "N")
    assert done == text.replace("# of the list", "  notes: N\n# of the list")


def test_missing_parents_come_as_one_flow_mapping() -> None:
    text = "systems:\n- id: a\n"
    assert edit(text, ("systems", 0, "costs", "cost_of_failure"), "£4m") == (
        "systems:\n- id: a\n  costs: {cost_of_failure: £4m}\n"
    )


def test_a_scalar_is_replaced_in_place_and_its_comment_stays() -> None:
    assert edit("systems:\n- id: a\n  status:   live  # so far\n", ("systems", 0, "status"), "retired") == (
        "systems:\n- id: a\n  status:   retired  # so far\n"
    )


@pytest.mark.parametrize(
    ("old", "path", "new", "expected"),
    [
        ("owner: Team", ("owner", "technical"), "Ops", "owner: {business: Team, technical: Ops}"),
        ("owner: Team", ("owner", "business"), "Ops", "owner: Ops"),
        ("owner: {business: Team}", ("owner",), "Ops", "owner: {business: Ops}"),
        ("hosting: saas # x", ("hosting", "location"), "Oslo", "hosting: {type: saas, location: Oslo} # x"),
        ("technologies: [cobol]", ("technologies", 0, "role"), "language",
         "technologies: [{product: cobol, role: language}]"),
        ("technologies: [java 8]", ("technologies", 0, "version"), "11", "technologies: [java 11]"),
        ("technologies: [java 8]", ("technologies", 0, "version"), "x",
         "technologies: [{product: java, version: x}]"),
        ("technologies: [cobol]", ("technologies", 1), "java 8", "technologies: [cobol, java 8]"),
        ("technologies:", ("technologies", 0), "java 8", "technologies: [java 8]"),
        ("technologies: []", ("technologies", 0, "product"), "java",
         "technologies:\n- {product: java}"),
        ("assessment: {scores: {L1: 6}}", ("assessment", "scores", "L1", "evidence"), "Scan, old",
         "assessment: {scores: {L1: {score: 6, evidence: 'Scan, old'}}}"),
        ("tags: [a, b]", ("tags",), ["b"], "tags: [b]"),
        ("tags:\n- a\n- b", ("tags",), ["a", "b", "c d"], "tags:\n- a\n- b\n- c d"),
        ("tags:\n- a\n- b", ("tags",), ["b", "c"], "tags:\n- b\n- c"),
        ("data: {personal: yes,}", ("data", "description"), "D", "data: {personal: yes, description: D,}"),
        ("name: {}", ("name", "a"), "b", "name: {a: b}"),
        ("a: 1\nb: 2\nc: 3", ("b",), None, "a: 1\nc: 3"),
        ("a: {b: 1, c: 2, d: 3}", ("a", "c"), None, "a: {b: 1, d: 3}"),
        ("a: {b: 1, c: 2}", ("a", "b"), None, "a: {c: 2}"),
    ],
)  # fmt: skip
def test_forms_grow_only_when_they_must(old: str, path: Path, new: Change, expected: str) -> None:
    assert edit(f"{old}\n", path, new) == f"{expected}\n"


@pytest.mark.parametrize(
    ("text", "path", "why"),
    [
        ("x: &a 1\ny: *a\n", ("x",), "anchor"),
        ("x: &a 1\ny: *a\n", ("y",), "alias"),
        ("x: &a {b: 1}\ny: *a\n", ("x", "b"), "anchor"),
        ("x: &a {b: 1}\ny:\n  <<: *a\n  c: 1\n", ("y", "b"), "<<"),
        ("x: |\n  text\n", ("x",), "block of text"),
        ("x: !!str a\n", ("x",), "tag"),
        ("x: {a: 1, # why\n  b: 2}\n", ("x", "c"), "comment"),
    ],
)
def test_what_would_change_more_is_refused_with_the_text_to_paste(text: str, path: Path, why: str) -> None:
    done = edited(text, 0, [(path, "new")])
    assert done.text == text
    (refused,) = done.refused
    assert why in refused.why
    assert refused.paste == f"{path[-1]}: new"


def test_only_the_edited_lines_of_a_file_with_other_line_ends_change() -> None:
    text = "systems:\r\n- id: a\r\n  name: A\x85B\r\n- id: b"
    done = edited(text, 0, [(("systems", 0, "notes"), "N"), (("systems", 1, "name"), "B")])
    assert done == Edited("systems:\r\n- id: a\r\n  name: A\x85B\r\n  notes: N\r\n- id: b\r\n  name: B")


def test_new_records_stand_as_those_above_them() -> None:
    text = (
        "organisation: x\nsystems:\n  -   id: a\n      name: A\n\n  -   id: b\n      name: B\nwaivers: []\n"
    )
    done = edit(text, ("systems", 2), {"id": "c", "name": "C", "costs": {"annual_run": "£4m"}})
    assert done == text.replace(
        "waivers", "\n  -   id: c\n      name: C\n      costs: {annual_run: £4m}\nwaivers"
    )


def edit(text: str, path: Path, new: Change) -> str:
    done = edited(text, 0, [(path, new)])
    assert not done.refused, done.refused
    return done.text


def test_missing_parents_stand_on_one_line_only_while_that_can_be_read() -> None:
    text = "organisation: a\nsystems:\n- id: x\n  name: X\n"
    scores: Value = {"skills": {"score": "3", "evidence": "Two contractors left in the spring, nobody came"}}
    wide: Value = {"date": "2026-11-20", "assessor": "Head of hydrography", "scores": scores}
    done = edited(
        text, 0, [(("systems", 0, "costs"), {"annual_run": "£4m"}), (("systems", 0, "assessment"), wide)]
    )
    assert done.text.endswith(
        "  costs: {annual_run: £4m}\n  assessment:\n    date: 2026-11-20\n    assessor: Head of hydrography\n"
        "    scores: {skills: {score: 3, evidence: 'Two contractors left in the spring, nobody came'}}\n"
    )
