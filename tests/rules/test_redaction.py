"""What CI formats may say of a finding."""

import re
from pathlib import Path

import pytest

from legacymap.domain.findings import Diagnostic
from legacymap.domain.results import Validation
from legacymap.domain.system import System
from legacymap.domain.values import Handling
from legacymap.findings import Redaction, diagnostics, waived
from legacymap.reading import Places, read_inventory
from legacymap.reading.key_hints import key_homes
from legacymap.reports.findings import FINDINGS
from legacymap.reports.findings.github import step_summary
from legacymap.reports.view import Screen
from legacymap.rules import RULEBOOK, found
from legacymap.rules.context import Context
from tests.rules.findings import as_of_in, catalogue, scored, uk_litraf

CASES = sorted(Path(__file__).parents[1].glob("cases/rules/*.yaml"))
CI = ("sarif", "github", "gitlab", "junit")
_QUOTED = re.compile(r"`([^`]+)`")
_KEY = re.compile(r"(\w+):")
MARKER = "zzsecretzz"
_LOOP = (
    f"- {{id: a, name: A, part_of: {MARKER}}}\n- {{id: {MARKER}, name: B, handling: secret, part_of: a}}\n"
)
_SUCCESSOR = (
    "- {id: a, name: A, depends_on: [b]}\n"
    f"- {{id: b, name: B, status: retired, replaced_by: {MARKER}, handling: secret}}\n"
    f"- {{id: {MARKER}, name: C, handling: secret}}\n"
)
_HEAD = "organisation: {{id: hq, name: HQ{0}}}\nsystems:\n"


def judged(folder: Path, least: Handling = "official") -> tuple[Diagnostic, ...]:
    """Every finding of a folder, dressed as `validate` does."""
    [text] = [path.read_text(encoding="utf-8", errors="replace") for path in folder.glob("*.yaml")]
    as_of = as_of_in(text)
    reading = read_inventory((folder,))
    inventory = reading.inventory
    context = Context(inventory, uk_litraf(), scored(inventory, as_of), as_of, match=catalogue().match)
    faults = [*reading.faults, *found(context)]
    reasons, wrong = waived(faults, inventory, as_of, RULEBOOK)
    every = [*faults, *wrong]
    redaction = Redaction(inventory, every, least)
    return diagnostics(Places(reading.files).located(every), reasons, {}, RULEBOOK, redaction.is_sensitive)


def seen_in_ci(diagnosed: tuple[Diagnostic, ...]) -> str:
    """Everything that the formats for CI say of some findings."""
    validation = Validation(1, 1, diagnosed, names=("a.yaml",))
    texts = [FINDINGS[name](validation, lambda _: None, Screen()) for name in CI]
    return "\n".join([*texts, step_summary(validation, 10**6)])


def written(folder: Path, text: str) -> tuple[Diagnostic, ...]:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    return judged(folder)


FAULTY = {
    "vulnerabilities": f"vulnerabilities: {{known: {MARKER}, checked: {MARKER}, {MARKER}: yes}}",
    "vulnerabilities-as-text": f"vulnerabilities: {MARKER}",
    "vulnerabilities-as-list": f"vulnerabilities: [{MARKER}]",
    "incidents": f"incidents: [{{date: {MARKER}, severity: {MARKER}, ongoing: {MARKER}, {MARKER}: x}}]",
    "incidents-near": f"incidents: [{{severity: majr, sumary: {MARKER}}}]",
    "incidents-as-text": f"incidents: {MARKER}",
    "scores": f"assessment: {{scores: {{{MARKER}: 3, L1: {MARKER}, L2: [{MARKER}]}}}}",
    "range": f"assessment: {{scores: {{L3: {{between: [1, {MARKER}]}}}}}}",
    "assessment": f"assessment: {{date: {MARKER}, framework: {MARKER}, {MARKER}: 1}}",
    "assessment-framework-bad": f"assessment: {{framework: '{MARKER} x'}}",
    "assessment-twice": f"assessment: {{{MARKER}: 1, {MARKER}: 2}}",
    "assessment-tag": f"assessment: !{MARKER} 3",
}
FIELDS = (
    *(f"{key}: {MARKER}" for key in ("kind", "status", "in_service", "retires", "transactions_per_year")),
    f"owner: {{business: {MARKER}, {MARKER}: x}}",
    f"hosting: {MARKER}",
    f"data: {{personal: {MARKER}}}",
    f"technologies: [{MARKER} 9]",
    f"technologies: [{{product: oracle-database, version: {MARKER}}}]",
    f"contracts: [{{supplier: x, ends: {MARKER}, exit_cost: {MARKER}}}]",
    f"depends_on: [{MARKER}, other/{MARKER}, '{MARKER} x']",
    f"depends_on: [{MARKER}, {MARKER}]",
    f"used_by: [{MARKER}, {{{MARKER}: x}}]",
    f"part_of: {MARKER}",
    f"replaced_by: {MARKER}",
    f"costs: {{annual_run: {MARKER}, price_base: {MARKER}}}",
    f"remediation: {{plan: {{agreed: {MARKER}, target: {MARKER}}}}}",
    f"remediation: {{options: [{{id: {MARKER}, approach: replace}}, {{id: {MARKER}, approach: replace}}]}}",
    f"remediation: {{options: [{{id: a, approach: retain, requires: [{{system: b, option: {MARKER}}}]}}]}}",
    f"remediation: {{options: [{{id: a, approach: retain, after: {{{MARKER}: 1}}}}]}}",
    f"{MARKER}: x",
    f"notes: {MARKER}\n  notes: again",
    f"name: *{MARKER}",
    f"tags: [{MARKER}\n",
    f"id: '{MARKER} bad'",
)


@pytest.mark.parametrize("marking", ["", "\n  handling: official"])
@pytest.mark.parametrize("field", FAULTY.values(), ids=FAULTY)
def test_nothing_of_a_sensitive_field_is_quoted_whatever_the_marking(
    field: str, marking: str, tmp_path: Path
) -> None:
    diagnosed = written(tmp_path, f"{_HEAD.format('')}- id: a\n  name: A\n  {field}{marking}\n")
    assert diagnosed
    assert MARKER not in seen_in_ci(diagnosed)


@pytest.mark.parametrize(
    "marking",
    ["  handling: secret\n", "  vulnerabilities: {known: yes}\n", "  assessment: {scores: {C1: 3}}\n", ""],
)
@pytest.mark.parametrize("field", FIELDS)
def test_nothing_of_a_record_that_is_marked_is_quoted(field: str, marking: str, tmp_path: Path) -> None:
    above = "" if marking else ", handling: top-secret"
    other = "- {id: b, name: B, handling: official}\n"
    diagnosed = written(tmp_path, f"{_HEAD.format(above)}- id: a\n  name: A\n{marking}  {field}\n{other}")
    assert diagnosed
    assert MARKER not in seen_in_ci(diagnosed)


@pytest.mark.parametrize(
    "text",
    [
        f"- {{id: a, name: A, handling: official}}\n- {{id: a, name: A, handling: secret, kind: {MARKER}}}\n",
        f"- {{id: a, name: A, handling: secrt, kind: {MARKER}}}\n",
        _LOOP,
        _SUCCESSOR,
    ],
    ids=["same-id", "unreadable-marking", "loop", "successor"],
)
def test_an_open_record_gives_nothing_of_a_marked_one_away(text: str, tmp_path: Path) -> None:
    diagnosed = written(tmp_path, _HEAD.format(", handling: official") + text)
    about_others = tuple(each for each in diagnosed if not each.system.endswith(MARKER))
    assert about_others
    assert MARKER not in re.sub(r'"uri": "[^"]*"', "", seen_in_ci(about_others))


def test_an_open_record_is_quoted(tmp_path: Path) -> None:
    [diagnosed] = written(tmp_path, f"{_HEAD.format('')}- {{id: a, name: A, kind: servce}}\n")
    assert diagnosed.redacted == diagnosed.message
    assert "`servce`" in seen_in_ci((diagnosed,))
    assert "Did you mean `service`?" in seen_in_ci((diagnosed,))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_no_rule_quotes_in_its_discreet_words_what_it_quotes_in_others(case: Path, tmp_path: Path) -> None:
    (tmp_path / case.name).write_bytes(case.read_bytes())
    text = case.read_text(encoding="utf-8", errors="replace")
    open_words = {
        *key_homes(System),
        *_KEY.findall(text),
        *(criterion.id for _, criterion in uk_litraf().criteria),
        "uk-litraf",
    }
    for each in judged(tmp_path, "official-sensitive"):
        for word in set(_QUOTED.findall(each.message + each.hint)) - open_words:
            if f"`{word}`" not in RULEBOOK.by_name[each.name].page:
                assert f"`{word}`" not in each.redacted + each.redacted_hint, each
