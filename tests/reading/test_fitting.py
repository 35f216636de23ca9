"""What does not fit is reported once, at its place, and set aside; the rest is kept."""

import re
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.domain.inventory import Inventory, Record
from legacymap.reading.places import Located
from tests.reading.readings import HEADER, lines, read_text, rules, stretches

START = f"{HEADER}- id: cis\n  name: CIS\n"


def reading(keys: str) -> tuple[Record, list[Located], str]:
    """The record with these keys (from line 5 on), the faults of its file, and the text."""
    text = START + keys
    inventory, located = read_text(text)
    return inventory.records["dwp/cis"], located, text


def faulty(keys: str) -> tuple[Record, list[tuple[str, str]]]:
    """The record with these keys, and each fault with the text that it points at."""
    record, located, text = reading(keys)
    return record, stretches(located, text)


@pytest.mark.parametrize(
    ("keys", "rule", "at"),
    [
        ("  kind: plattform\n", "bad-choice", "plattform"),
        ("  kind: Platform\n", "bad-choice", "Platform"),
        ("  kind: [platform]\n", "wrong-type", "[platform]"),
        ("  name2: x\n", "unknown-key", "name2"),
        ("  in_service: 1974-13\n", "bad-date", "1974-13"),
        ("  in_service: not-announced\n", "bad-date", "not-announced"),
        ("  in_service: {a: b}\n", "bad-date", "{a: b}"),
        ("  owner: [a]\n", "wrong-type", "[a]"),
        ("  owner: {business: [a]}\n", "wrong-type", "[a]"),
        ("  owner: {team: a}\n", "unknown-key", "team"),
        ("  hosting: cloud\n", "bad-choice", "cloud"),
        ("  hosting: {type: cloud}\n", "bad-choice", "cloud"),
        ("  users: 12\n", "wrong-type", "12"),
        ("  users: {count: -1}\n", "bad-number", "-1"),
        ("  users: {count: many, group: public}\n", "bad-number", "many"),
        ("  transactions_per_year: 1.5\n", "bad-number", "1.5"),
        ("  transactions_per_year: 1e9\n", "bad-number", "1e9"),
        ("  data: {personal: partly}\n", "bad-yes-no", "partly"),
        ("  consumers_complete: [yes]\n", "wrong-type", "[yes]"),
        ("  tags: one\n", "wrong-type", "one"),
        ("  tags: {one: two}\n", "wrong-type", "{one: two}"),
        ("  tags: [one, [two]]\n", "wrong-type", "[two]"),
        ("  aliases: [one, {a: b}]\n", "wrong-type", "{a: b}"),
        ("  ids: [one]\n", "wrong-type", "[one]"),
        ("  ids: {register: [one]}\n", "wrong-type", "[one]"),
        ("  description: [one]\n", "wrong-type", "[one]"),
        ("  technologies: cobol\n", "wrong-type", "cobol"),
        ("  technologies: [{version: 12}]\n", "missing-key", "{version: 12}"),
        ("  technologies: [{product: vms, role: os}]\n", "bad-choice", "os"),
        ("  technologies: [{product: vms, support: {standard_ends: soon}}]\n", "bad-date", "soon"),
        ("  technologies: [{product: vms, support: {standard_ends: ended}}]\n", "bad-date", "ended"),
        ("  contracts: Acme\n", "wrong-type", "Acme"),
        ("  contracts: [Acme]\n", "wrong-type", "Acme"),
        ("  contracts: [{ends: soon}]\n", "bad-date", "soon"),
        ("  contracts: [{exit_cost: -1m}]\n", "negative-money", "-1m"),
        ("  depends_on: identity\n", "wrong-type", "identity"),
        ("  depends_on: [Identity Hub]\n", "bad-reference", "Identity Hub"),
        ("  depends_on: [a/b/c]\n", "bad-reference", "a/b/c"),
        ("  depends_on: [{kind: data}]\n", "missing-key", "{kind: data}"),
        ("  depends_on: [{system: a, strength: medium}]\n", "bad-choice", "medium"),
        ("  used_by: [{system: a}]\n", "wrong-type", "{system: a}"),
        ("  incidents: none\n", "wrong-type", "none"),
        ("  incidents: [{severity: bad}]\n", "bad-choice", "bad"),
        ("  vulnerabilities: yes\n", "wrong-type", "yes"),
        ("  vulnerabilities: {known: maybe}\n", "bad-yes-no", "maybe"),
        ("  assessment: {scores: [6]}\n", "wrong-type", "[6]"),
        ("  assessment: {scores: {L1: high}}\n", "score-outside-scale", "high"),
        ("  assessment: {scores: {L1: {between: [4]}}}\n", "score-outside-scale", "[4]"),
        ("  assessment: {scores: {L1: {between: [6, 4]}}}\n", "score-outside-scale", "{between: [6, 4]}"),
        ("  assessment: {scores: {L1: {score: 4, between: [4, 6]}}}\n", "score-given-twice", None),
        ("  assessment: {framework: UK}\n", "bad-id", "UK"),
        ("  costs: {annual_run: lots}\n", "bad-money", "lots"),
        ("  costs: {annual_run: [1m]}\n", "wrong-type", "[1m]"),
        ("  costs: {real_growth: 2%}\n", "bad-number", "2%"),
        ("  costs: {price_base: 2027}\n", "bad-financial-year", "2027"),
        ("  costs: {price_base: 2027-29}\n", "bad-financial-year", "2027-29"),
        ("  remediation: {plan: {funded: maybe}}\n", "bad-yes-no", "maybe"),
        ("  remediation: {options: [{id: a, approach: move}]}\n", "bad-choice", "move"),
        ("  remediation: {options: [{approach: retain}]}\n", "missing-key", "{approach: retain}"),
        ("  remediation: {options: [{id: a, approach: replace, rdel: £2m}]}\n", "wrong-type", "£2m"),
        (
            "  remediation: {options: [{id: a, approach: retain, after: {L1: x}}]}\n",
            "score-outside-scale",
            "x",
        ),
        ("  handling: restricted\n", "bad-choice", "restricted"),
        ("  sources: [{date: yesterday}]\n", "bad-date", "yesterday"),
        ("  sources: [https://example.org]\n", "wrong-type", "https://example.org"),
    ],
)
def test_a_field_that_does_not_fit_is_one_fault_at_its_place(keys: str, rule: str, at: str | None) -> None:
    record, found = faulty(f"  purpose: kept\n{keys}")
    assert record.system.purpose == "kept"
    assert [each for each, _ in found] == [rule]
    if at is not None:
        opening = re.match(r"[\[{][^]}:,]*", at)  # a list or mapping is shown by its first line
        assert found[0][1] == (opening[0] if opening else at)


SHORT = {
    "  technologies: [oracle-db 12.1]\n": "  technologies: [{product: oracle-db, version: 12.1}]\n",
    "  technologies: [red hat 8]\n": "  technologies: [{product: red hat, version: 8}]\n",
    "  technologies: [red hat]\n": "  technologies: [{product: red hat}]\n",
    "  owner: Asylum\n": "  owner: {business: Asylum}\n",
    "  owners: Asylum\n": "  owners: {business: Asylum}\n",
    "  hosting: saas\n": "  hosting: {type: saas}\n",
    "  depends_on: [a]\n": "  depends_on: [{system: a, strength: hard, confidence: confirmed}]\n",
    "  assessment: {scores: {L1: 6}}\n": "  assessment: {scores: {L1: {score: 6}}}\n",
    "  remediation: {options: [{id: a, approach: retain, requires: [b]}]}\n": (
        "  remediation: {options: [{id: a, approach: retain, requires: [{system: b}]}]}\n"
    ),
    "": "  kind: application\n  status: live\n",
    "  kind:\n  status: ~\n  tags: null\n": "",
    "  data: {personal: YES}\n": "  data: {personal: true}\n",
    "  ids: {servicenow: ~}\n": '  ids: {servicenow: ""}\n',
}


@pytest.mark.parametrize("short", SHORT)
def test_a_short_form_means_what_it_abbreviates(short: str) -> None:
    one, none, _ = reading(short)
    other, none_either, _ = reading(SHORT[short])
    assert (none, none_either) == ([], [])
    assert one.system == other.system


def test_scalars_stay_text_until_the_field_types_them() -> None:
    record, located, _ = reading(
        "  description: NO\n  notes: 12:30\n  purpose: 0x1F\n  tags: [1_000, 2024-01-01, 1e3, yes]\n"
        "  technologies: [{product: 0777, version: 3.10}]\n"
    )
    assert located == []
    system = record.system
    assert (system.description, system.notes, system.purpose) == ("NO", "12:30", "0x1F")
    assert system.tags == ("1_000", "2024-01-01", "1e3", "yes")
    assert system.technologies is not None
    assert (system.technologies[0].product, system.technologies[0].version) == ("0777", "3.10")


@pytest.mark.parametrize("key", ["technologies", "contracts", "incidents"])
@pytest.mark.parametrize("item", ["[a]", "[[]]", "~", "''"])
def test_an_item_that_does_not_fit_never_leaves_an_empty_list(key: str, item: str) -> None:
    record, located, _ = reading(f"  {key}: [{item}]\n")
    assert rules(located) == ["wrong-type"]
    assert len(getattr(record.system, key)) == 1


@pytest.mark.parametrize(("key", "states_none"), [("contracts", True), ("incidents", True), ("tags", True)])
def test_an_empty_list_is_not_an_absent_key(key: str, states_none: bool) -> None:  # noqa: FBT001 - pytest gives it
    assert (getattr(reading(f"  {key}: []\n")[0].system, key) == ()) is states_none
    assert getattr(reading(f"  {key}:\n")[0].system, key) is None
    assert getattr(reading("")[0].system, key) is None


@pytest.mark.parametrize(
    ("costs", "count"),
    [
        ("rdel: [£1m, x], cdel: [£2m]", 1),
        ("rdel: [£1m], cdel: [x, £2m]", 1),
        ("rdel: [y, £1m], cdel: [x, £2m]", 2),
        ("rdel: [£1m, ~]", 1),
        ("rdel: £1m, cdel: [£2m]", 1),
    ],
)
def test_costs_of_which_a_part_is_unknown_are_unknown_altogether(costs: str, count: int) -> None:
    record, located, _ = reading(
        f"  remediation: {{options: [{{id: a, approach: replace, {costs}, earliest: 2027-28}}]}}\n"
    )
    assert len(located) == count
    assert record.system.remediation is not None
    (option,) = record.system.remediation.options or ()
    assert (option.rdel, option.cdel, option.earliest) == (None, None, 2027)
    assert record.is_invalid("remediation", "options", 0, "rdel")
    assert record.is_invalid("remediation", "options", 0, "cdel")


def test_a_comma_that_splits_a_number_says_so() -> None:
    _, found = faulty("  remediation: {options: [{id: a, approach: replace, rdel: [£1,250,000]}]}\n")
    assert found == [("split-number", "000")]


def test_routes_count_the_items_that_were_set_aside() -> None:
    record, located, text = reading("  depends_on:\n  - Not one\n  - a\n  - Nor this\n  - b\n")
    assert lines(located) == [("bad-reference", 6), ("bad-reference", 8)]
    assert [each.system for each in record.system.depends_on or ()] == ["a", "b"]
    assert [record.at("depends_on", index).path[-1] for index in (0, 1)] == [1, 3]
    assert text.split("\n")[8] == "  - b"


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        ("  technologies: [{prodct: vms}]\n", "prodct"),
        ("  depends_on: [{sytem: a}]\n", "sytem"),
        ("  remediation: {options: [{id: a, aproach: retain}]}\n", "aproach"),
    ],
)
def test_a_misspelt_required_key_is_one_report(keys: str, at: str) -> None:
    assert faulty(keys)[1] == [("unknown-key", at)]


def test_a_misspelt_name_is_one_report_and_the_record_is_left_out() -> None:
    inventory, located = read_text(
        f"{HEADER}- id: cis\n  nmae: CIS\n- {{id: b, name: B, depends_on: [cis]}}\n"
    )
    assert lines(located) == [("unknown-key", 4)]
    assert inventory.presence("dwp/cis") == "left-out"
    assert inventory.presence("dwp/b") == "present"


@pytest.mark.parametrize(
    ("keys", "hint"),
    [
        ("  annual_run: £4m\n", "`costs.annual_run`"),
        ("  funded: no\n", "`remediation.plan.funded`"),
        ("  standard_ends: 2028\n", "`technologies.support.standard_ends`"),
        ("  descripton: a\n", "`description`"),
        ("  costs: {anual_run: £4m}\n", "`annual_run`"),
        ("  costs: {owner: me}\n", "`owner`"),
        ("  costs: {colour: red}\n", "annual_run, real_growth, cost_of_failure and price_base"),
        ("  colour: red\n", "`x-`"),
        ("  Depends_On: [a]\n", "`depends_on`"),
        ("  depends-on: [a]\n", "`depends_on`"),
    ],
)
def test_an_unknown_key_comes_with_its_remedy(keys: str, hint: str) -> None:
    record, located, _ = reading(keys)
    assert rules(located) == ["unknown-key"]
    assert hint in located[0][0].hint
    assert record.system.name == "CIS"


def test_own_keys_may_stand_anywhere() -> None:
    text = (
        "x-top: 1\norganisation: {id: dwp, name: DWP, x-a: [1]}\nsystems:\n"
        "- id: cis\n  name: CIS\n  x-a: {b: [c]}\n  costs: {x-a: 1, annual_run: 1m}\n"
        "  technologies: [{product: vms, x-a: 1, support: {x-b: {}}}]\n  owner: {x-a: 1}\n"
        "  remediation: {plan: {x-a: 1}, options: [{id: a, approach: retain, x-a: ~}]}\n"
        "  assessment: {x-a: 1, scores: {L1: {score: 6, x-a: 1}}}\n"
        "waivers: [{rule: LM204, system: cis, reason: a, x-a: 1}]\n"
    )
    inventory, located = read_text(text)
    assert located == []
    assert inventory.records["dwp/cis"].extensions == {"x-a": {"b": ["c"]}}


def test_a_duplicate_key_is_unknown() -> None:
    record, located, _ = reading("  status: build\n  purpose: a\n  status: retired\n")
    assert lines(located) == [("duplicate-key", 7)]
    assert (record.system.status, record.system.purpose) == ("live", "a")
    assert record.is_invalid("status")


def test_a_duplicate_id_or_name_keeps_the_first() -> None:
    record, located, _ = reading("  id: other\n  name: Other\n")
    assert lines(located) == [("duplicate-key", 5), ("duplicate-key", 6)]
    assert (record.id, record.system.name) == ("dwp/cis", "CIS")


def test_a_duplicate_key_below_is_unknown_there_only() -> None:
    record, located, _ = reading("  costs: {annual_run: 1m, price_base: 2026-27, annual_run: 2m}\n")
    assert rules(located) == ["duplicate-key"]
    assert record.system.costs is not None
    assert (record.system.costs.annual_run, record.system.costs.price_base) == (None, 2026)


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        ("{name: B}", "missing-key"),
        ("{id: b}", "missing-key"),
        ("{id: b, name: }", "missing-key"),
        ("{id: B, name: b}", "bad-id"),
        ("{id: [b], name: b}", "wrong-type"),
        ("{id: b, name: [b]}", "wrong-type"),
        ("b", "wrong-type"),
        ("[b]", "wrong-type"),
        ("~", "wrong-type"),
    ],
)
def test_only_a_record_without_a_usable_id_or_name_is_left_out(item: str, rule: str) -> None:
    inventory, located = read_text(f"{HEADER}- {item}\n- {{id: c, name: C}}\n")
    assert lines(located) == [(rule, 3)]
    assert list(inventory.records) == ["dwp/c"]


def test_a_list_of_faults_without_end_is_cut_short() -> None:
    record, located, _ = reading(f"  purpose: kept\n  tags: [{', '.join(['[]'] * 500)}]\n")
    assert 0 < len(located) <= 101
    assert "400 more" in " ".join(fault.message for fault, _, _ in located)
    assert record.system.purpose == "kept"


# Lines of a record, each good; with them the ways to break it, each one fault on its own line.
FIELDS: dict[str, tuple[str, ...]] = {
    "  kind: platform": ("  kind: plattform", "  kind: []", "  knd: platform"),
    "  status: build": ("  status: {a: b}", "  status: Build"),
    "  in_service: 1974": ("  in_service: 74", "  in_service: [1974]"),
    "  owner: Casework": ("  owner: [Casework]", "  owner: {lead: x}"),
    "  hosting: saas": ("  hosting: cloudy", "  hosting: {typ: saas}"),
    "  users: {count: 12, group: staff}": (
        "  users: {count: x, group: staff}",
        "  users: {count: 12, grp: staff}",
    ),
    "  data: {personal: yes}": ("  data: {personal: y}", "  data: yes"),
    "  tags: [a, b]": ("  tags: [a, {b: c}]", "  tags: a"),
    "  ids: {register: a}": ("  ids: {register: [a]}", "  ids: a"),
    "  technologies: [cobol, {product: vms, version: 8}]": (
        "  technologies: [cobol, {product: vms, versin: 8}]",
        "  technologies: [[cobol], {product: vms}]",
        "  technologies: [cobol, {prodct: vms}]",
        "  technologies: [cobol, {product: [vms]}]",
        "  technologies: [cobol, {version: 8}]",
    ),
    "  contracts: [{supplier: Acme, ends: 2028}]": (
        "  contracts: [{supplier: Acme, ends: 28}]",
        "  contracts: [Acme]",
    ),
    "  depends_on: [a, {system: b}]": ("  depends_on: [A, {system: b}]", "  depends_on: [a, {system: [b]}]"),
    "  used_by: [c]": ("  used_by: [C]", "  used_by: c"),
    "  incidents: [{date: 2025, severity: major}]": (
        "  incidents: [{date: x, severity: major}]",
        "  incidents: [x]",
    ),
    "  assessment: {scores: {L1: 6, L3: {between: [4, 6]}}}": (
        "  assessment: {scores: {L1: six, L3: {between: [4, 6]}}}",
        "  assessment: {scores: {L1: 6, L3: {between: [4, six]}}}",
        "  assessment: {scores: {L1: 6, L3: {betwen: [4, 6]}}}",
        "  assessment: {scores: {L1: 6, L1: 5}}",
    ),
    "  costs: {annual_run: 4m, price_base: 2026-27}": (
        "  costs: {annual_run: 4 million, price_base: 2026-27}",
        "  costs: {annual_run: 4m, price_base: 2026-28}",
        "  costs: 4m",
    ),
    "  remediation: {options: [{id: a, approach: replace, rdel: [1m], cdel: [2m]}]}": (
        "  remediation: {options: [{id: a, approach: replace, rdel: [x], cdel: [2m]}]}",
        "  remediation: {options: [{id: a, approach: x, rdel: [1m], cdel: [2m]}]}",
        "  remediation: {options: [{id: A, approach: replace, rdel: [1m], cdel: [2m]}]}",
        "  remediation: {options: [{id: a, aproach: replace, rdel: [1m], cdel: [2m]}]}",
        "  remediation: {options: [a]}",
    ),
    "  handling: secret": ("  handling: hidden",),
    "  sources: [{title: a, date: 2024}]": ("  sources: [{title: a, date: now}]", "  sources: [{titel: a}]"),
    "  x-own: anything": ("  own: anything", "  {a: b}: c"),
}
KEYS = {good: good.split(":")[0].strip() for good in FIELDS}


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_k_faults_in_a_record_are_exactly_k_reports_each_at_its_line(data: st.DataObject) -> None:
    order = data.draw(st.permutations(sorted(FIELDS)))
    broken = data.draw(st.sets(st.sampled_from(sorted(FIELDS))))
    chosen = [data.draw(st.sampled_from(FIELDS[good])) if good in broken else good for good in order]
    inventory, located = read_text(START + "\n".join(chosen) + "\n")
    assert [line for _, line in lines(located)] == [
        number for number, good in enumerate(order, start=5) if good in broken
    ]
    assert_the_rest_is_kept(inventory, broken)


def assert_the_rest_is_kept(inventory: Inventory, broken: set[str]) -> None:
    """Fields that were not broken are as in the record without a fault."""
    whole = read_text(START + "\n".join(FIELDS) + "\n")[0].records["dwp/cis"].system
    system = inventory.records["dwp/cis"].system
    for good in set(FIELDS) - broken:
        if not good.startswith("  x-"):
            assert getattr(system, KEYS[good]) == getattr(whole, KEYS[good])


@pytest.mark.parametrize("bad", list(chain.from_iterable(FIELDS.values())))
def test_each_way_to_break_a_field_is_one_report(bad: str) -> None:
    _, located, _ = reading(f"{bad}\n")
    assert len(located) == 1, [(fault.rule, fault.message) for fault, _, _ in located]
