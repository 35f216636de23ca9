"""Files of every kind, and what careless or malicious hands make of them."""

# ruff: noqa: E501 - cases are read as the rows of a table
from collections.abc import Mapping

from hypothesis import strategies as st

from tests.hostile.running import ROOT

CASES = sorted((ROOT / "tests" / "cases" / "rules").glob("*.yaml"))
SCORING = ROOT / "src" / "legacymap" / "scoring" / "frameworks"
INVENTORY = """\
organisation: {id: home-office, name: Home Office, parent: cabinet-office, annual_budget: £20bn}
systems:
- id: case-tracker
  name: Case tracker
  owner: Asylum operations
  in_service: 1998-05
  technologies: [oracle-database 12.1, {product: cobol, support: {standard_ends: 2018-07-31}}]
  contracts: [{supplier: Acme, ends: 2028-03, replacement_agreed: no}]
  used_by: [passport-portal, dwp/searchlight]
  costs: {annual_run: £4m, real_growth: 0.02, cost_of_failure: 300k}
  incidents: [{date: 2025-02, severity: major, ongoing: yes}]
  assessment: {date: 2026-04-30, scores: {L1: 6, skills: {between: [4, 6]}, C4: unknown}}
  remediation:
    plan: {agreed: partly, funded: no, target: 2028-29}
    options:
    - {id: replace, approach: replace, rdel: [£2m, £3m], cdel: [£8m], after: {L1: 1}, earliest: 2027-28}
- id: passport-portal
  name: Passport portal
  kind: service
  depends_on: [{system: case-tracker, strength: soft, kind: data}, dft/drivers]
  part_of: case-tracker
waivers:
- {rule: LM203, system: home-office/passport-portal, reason: not loaded, approver: CTO, expires: 2027-03-31}
---
organisation: {id: cabinet-office, name: Cabinet Office}
systems: &none []
"""
SETTINGS = (
    "settings: {prior: calibrated, severities: {LM203: error, small-amount: off}, handling: official}\n"
)
SCENARIO = """\
scenario: baseline
title: Baseline settlement
years: [2027-28, 2028-29]
appraisal_years: 10
price_base: 2026-27
discount: {schedule: green-book-2026}
deflators: {2026-27: 1.0, 2027-28: 1.019}
caps_in: real
optimism_bias: {rdel: 0.0, cdel: 0.1, upper: 2.0}
renew_contracts: yes
budgets:
- {organisation: all, fund: cdel, caps: {2027-28: £40m, 2028-29: £60m}}
- {organisation: home-office, fund: rdel, caps: {2027-28: £4m, 2028-29: £6m}, carry_forward: false}
tail_cap: {rdel: £10m, cdel: £20m}
capacity: {home-office: 3}
fix: [{system: home-office/case-tracker, option: replace, start: 2027-28}]
"""
LIFECYCLE = """\
lifecycle: 2026-11
products:
- id: oracle-database
  name: Oracle Database
  vendor: Oracle
  aliases: [oracle-db]
  source: {title: Lifetime support policy, url: "https://example.org", date: 2026-08-22}
  cycles:
  - {cycle: 12.1, released: 2013-06-25, standard_ends: 2018-07-31, extended_ends: not-announced}
"""
BASELINE = """\
{"format": "legacymap.baseline/1", "findings": [
  {"fingerprint": "0123456789abcdef0123456789abcdef", "rule": "LM203", "file": "a.yaml",
   "system": "home-office/passport-portal", "path": "depends_on[1]", "message": "m"}]}
"""
FRAMEWORK = (SCORING / "uk-litraf.yaml").read_text(encoding="utf-8")

_WORDS = (
    "", "~", "null", "yes", "no", "0", "-1", "1e999", "10" * 200, "0x1f", ".nan", ".inf", "-.inf", "NaN", "1_0",
    "9999-99-99", "0000", "0000-00", "99999-01", "2027-29", "10000-01-01", "£", "£-0", "£1e400m", "€5m", "1,000",
    "a/b/c", "/", "home-office/", "all", "all/x", "case-tracker", "home-office/case-tracker", "[]", "{}", "[[]]",
    "[a, b]", "{a: b}", "{? [a] : b}", "*none", "&a [*a]", "!!python/object/apply:os.system [true]", "!x y", "<<", "|",
    "'", '"', '"\\e[31m\\u202e\\0"', '"\\ud800"', "\x1b[31m", "\u202e", "\u2028", "\u0085", "\ufeff", "\x00", "\t", "%", "@", "`",
    "- ", "? ", ": ", "#", "---", "...", "%YAML 9.9", "<<: *none", "systems", "id: case-tracker", "x-a", "é" * 70, "٣", "１２",
)  # fmt: skip


def mutated(text: str) -> st.SearchStrategy[bytes]:
    """The bytes of a file after a few edits: stretches, lines and values, cut, doubled, moved or replaced."""
    word = st.one_of(st.sampled_from(_WORDS), st.text(max_size=8)).map(
        lambda each: each.encode("utf-8", "replace")
    )
    deed = st.sampled_from(["value", "value", "value", "line", "double", "swap", "stretch", "insert", "byte"])
    edit = st.tuples(deed, st.integers(0, 10_000), st.integers(0, 10_000), word)
    edits = st.lists(edit, min_size=1, max_size=5)
    return edits.map(lambda every: _edited(text.encode(), every))


def _edited(content: bytes, edits: list[tuple[str, int, int, bytes]]) -> bytes:
    for deed, one, other, word in edits:
        lines = content.split(b"\n")
        at, to = one % len(lines), other % len(lines)
        place = (one * 7919 + other) % (len(content) + 1)
        if deed == "value":
            lines[at] = _with_another_value(lines[at], other, word)
            content = b"\n".join(lines)
        elif deed == "line":
            lines[at : at + other % 3] = [word] if one % 2 else []
            content = b"\n".join(lines)
        elif deed == "double":
            content = b"\n".join([*lines[: at + 1], *lines[at:]])
        elif deed == "swap":
            lines[at], lines[to] = lines[to], lines[at]
            content = b"\n".join(lines)
        elif deed == "stretch":
            content = content[:place] + content[place + other % 40 :]
        elif deed == "insert":
            content = content[:place] + word + content[place:]
        else:
            content = content[:place] + bytes([other % 256]) + content[place + 1 :]
    return content


def _with_another_value(line: bytes, which: int, word: bytes) -> bytes:
    """The line with what stands between two marks of its syntax replaced."""
    marks = [number + 1 for number, each in enumerate(line) if each in b":,[{"]
    if not marks:
        return line + word
    start = marks[which % len(marks)]
    ends = [number for number in range(start, len(line)) if line[number] in b",]}"]
    end = ends[0] if ends else len(line)
    return line[:start] + b" " + word + line[end:]


def kinds() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """By kind of file: a sound one, and the arguments of `validate` that use the file `hostile` of that kind."""
    return {
        "settings": (SETTINGS, ()),
        "scenario": (SCENARIO, ()),
        "lifecycle": (LIFECYCLE, ("--lifecycle", "other/hostile")),
        "framework": (FRAMEWORK, ("--framework", "other/hostile")),
        "baseline": (BASELINE, ("--baseline", "other/hostile")),
    }
