"""The schema of inventories says of a file what the reader says of it, wherever a schema can judge."""

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from legacymap.domain.errors import RequestError
from tests.cli.running import ROOT
from tests.reading.readings import RICH, put, read, rules
from tests.reading.schema.editors import READERS, UNREADABLE, complaints, read_as_new

FILES = sorted(
    path
    for path in (*ROOT.glob("inventories/**/*.yaml"), *(ROOT / "tests/cases/rules").glob("*.yaml"), RICH)
    if "scenarios" not in path.parts
    # A name for an id is advice, and what ends a line is what readers differ about.
    and path.name not in {"legacymap.yaml", "name-for-id.yaml", "invisible-character.yaml"}
)
SMALL = [
    path for path in FILES if path.stat().st_size < 4_000 or path == RICH
]  # each line of a file counts, and not their number
# What a schema can tell from the values alone.
JUDGED = {
    "not-a-mapping", "mixed-document", "format-too-new", "unknown-key", "missing-key", "wrong-type",
    "bad-id", "reserved-id", "bad-reference", "bad-choice", "bad-yes-no", "bad-number", "bad-date",
    "bad-financial-year", "bad-money", "negative-money",
}  # fmt: skip
# Where text and values part ways (000 is a number to an editor), or where the framework has a say.
PASSED_OVER = {
    "invalid-yaml", "refused-tag", "recursive-alias", "nested-too-deep", "document-too-large",
    "duplicate-key", "key-not-text", "score-outside-scale", "score-given-twice", "split-number",
}  # fmt: skip
PUT = (
    "x", "[x]", "[1, 2, 3]", "{x: y}", "{id: x}", "~", "''", "12.1", "7", "-5", "yes", "true", "partly",
    "1974", "1974-05-17", "2028-29", "2027-29", "2028-13-01", "2028-02-30", "£1.25m", "'£1,250,000'",
    "-£2m", "Oracle", "a/b", "a/b/c", "all", "unknown", "not-announced", "on-premises", "hard", "rehost",
    "critical", "GBP", "pounds", "0.02", "1.5", "[£1m, £2m]", "[{system: x}]",
    "[{system: x, strength: firm}]", "{L1: 3, C4: unknown}", "{skills: {between: [2, 4]}}",
    "{skills: {betwixt: [2, 4]}}",
)  # fmt: skip


def verdict(text: str) -> set[str] | None:
    """The rules that the reader finds broken in a file; None when it is no inventory, or cannot be told."""
    with TemporaryDirectory() as folder:
        try:
            found = {*rules(read(put(Path(folder), {"a.yaml": text}))[1])}
        except RequestError:
            return None
    return None if found & PASSED_OVER else found & JUDGED


def assert_agreement(text: str, reader: Callable[[str], list[object]]) -> None:
    broken = verdict(text)
    assume(broken is not None)
    try:
        documents = reader(text)
    except UNREADABLE:
        assume(False)
    else:
        found = complaints(documents)
        assert bool(found) == bool(broken), (broken, found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_schema_and_reader_agree_on_every_file_of_the_house(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    broken = verdict(text)
    if broken is not None:
        for reader in READERS:
            found = complaints(reader(text))
            assert bool(found) == bool(broken), (reader, broken, found)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A file of the house of which one line was changed: its key, its value, or a word of it."""
    lines = draw(st.sampled_from(SMALL)).read_text(encoding="utf-8").split("\n")
    number = draw(st.integers(0, len(lines) - 1))
    line = lines[number].partition("  # expect")[0]
    new = draw(st.sampled_from(PUT))
    spots = list(re.finditer(r"(?<=: )[^,{}\[\]]+|(?<=\[)[^,{}\[\]]+|(?<=, )[^,:{}\[\]]+(?=[,\]])", line))
    keys = list(re.finditer(r"[a-z_]+(?=:)", line))
    change = draw(st.sampled_from(["value", "key", "drop"]))
    if change == "value" and spots:
        spot = draw(st.sampled_from(spots))
        line = line[: spot.start()] + new + line[spot.end() :]
    elif change == "key" and keys:
        spot = draw(st.sampled_from(keys))
        line = (
            line[: spot.start()]
            + draw(st.sampled_from(["x-own", "nmae", "id", "system"]))
            + line[spot.end() :]
        )
    else:
        line = ""
    return "\n".join([*lines[:number], line, *lines[number + 1 :]])


@settings(max_examples=120)
@given(text=mutated(), reader=st.sampled_from(READERS))
def test_schema_and_reader_agree_on_mutations(text: str, reader: Callable[[str], list[object]]) -> None:
    assert_agreement(text, reader)


RECORD = "organisation: home-office\nsystems:\n- id: case-tracker\n  name: Case tracker\n"
KEYS = (
    "in_service: {}", "criticality: {}", "part_of: {}", "owner: {}", "owners: {{technical: {}}}",
    "hosting: {}", "hosting: {{type: {}}}", "users: {{count: {}}}", "users: {{group: {}}}",
    "transactions_per_year: {}", "data: {{personal: {}}}", "technologies: [{}]", "technologies: {}",
    "technologies: [{{product: x, version: {}}}]",
    "technologies: [{{product: x, support: {{ours_ends: {}}}}}]", "contracts: [{{ends: {}}}]",
    "contracts: {}", "contracts: [{{replacement_agreed: {}}}]", "depends_on: [{}]",
    "depends_on: [{{system: {}}}]", "depends_on: [{{system: x, strength: {}}}]", "used_by: [{}]",
    "used_by: {}", "consumers_complete: {}", "incidents: [{{date: {}}}]", "incidents: [{}]",
    "vulnerabilities: {{known: {}}}", "vulnerabilities: {}", "assessment: {{date: {}}}",
    "assessment: {{scores: {}}}", "assessment: {{scores: {{skills: {{evidence: {}}}}}}}",
    "costs: {{annual_run: {}}}", "costs: {{real_growth: {}}}", "costs: {{price_base: {}}}", "costs: {}",
    "remediation: {{plan: {{funded: {}}}}}", "remediation: {{plan: {{target: {}}}}}",
    "remediation: {{options: [{{id: {}, approach: retain}}]}}",
    "remediation: {{options: [{{id: a, approach: {}}}]}}",
    "remediation: {{options: [{{id: a, approach: rehost, rdel: {}}}]}}",
    "remediation: {{options: [{{id: a, approach: rehost, rdel: [{}]}}]}}",
    "remediation: {{options: [{{id: a, approach: rehost, annual_saving: {}}}]}}",
    "remediation: {{options: [{{id: a, approach: rehost, requires: [{}]}}]}}",
    "remediation: {{options: [{{id: a, approach: rehost, moves_with: [{}]}}]}}",
    "remediation: {{options: [{{id: a, approach: rehost, earliest: {}}}]}}",
    "remediation: {{options: [{{id: a, approach: rehost, after: {}}}]}}", "remediation: {}", "handling: {}",
    "sources: [{{url: {}}}]", "sources: [{}]", "ids: {{servicenow: {}}}", "ids: {}", "tags: [{}]",
    "x-own: {}", "description: {}", "kind: {}", "status: {}",
)  # fmt: skip


@settings(max_examples=200)
@given(key=st.sampled_from(KEYS), value=st.sampled_from(PUT), reader=st.sampled_from(READERS))
def test_schema_and_reader_agree_on_every_value_of_every_key(
    key: str, value: str, reader: Callable[[str], list[object]]
) -> None:
    assert_agreement(f"{RECORD}  {key.format(value)}\n", reader)


@pytest.mark.parametrize("reader", READERS, ids=["yaml-1.1", "yaml-1.2"])
@pytest.mark.parametrize("key", ["consumers_complete: {}", "remediation: {{plan: {{funded: {}}}}}"])
@pytest.mark.parametrize("word", ["NO", "Yes", "no", "FALSE", "Partly", "'true'", "y", "off", "0", "'no '"])
def test_schema_and_reader_agree_on_yes_and_no(
    word: str, key: str, reader: Callable[[str], list[object]]
) -> None:
    text = f"{RECORD}  {key.format(word)}\n"
    if word != "off" or reader is read_as_new:  # in YAML 1.1, `off` is a way to say no
        assert bool(complaints(reader(text))) == bool(verdict(text))


@given(count=st.from_regex(r"\A[0-9]{1,4}([_,][0-9]{3}){0,2}\Z"))
def test_schema_and_reader_agree_on_counts(count: str) -> None:
    assert_agreement(f'{RECORD}  transactions_per_year: "{count}"\n', read_as_new)


@given(money=st.from_regex(r"\A[-+]?£?[1-9][0-9]{0,3}(,[0-9]{3}){0,2}(\.[0-9]{1,2})?(k|m|bn|M)?\Z"))
def test_schema_and_reader_agree_on_amounts(money: str) -> None:
    assert_agreement(f'{RECORD}  costs: {{annual_run: "{money}"}}\n', read_as_new)


@given(date=st.from_regex(r"\A(19|20|99)[0-9]{2}(-[0-4][0-9](-[0-3][0-9])?)?\Z"))
def test_schema_and_reader_agree_on_dates(date: str) -> None:
    assume("-02-29" not in date)  # which years are leap years is more than a pattern can tell
    assert_agreement(f"{RECORD}  in_service: {date}\n", read_as_new)
