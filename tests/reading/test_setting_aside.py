"""What did not fit is taken out, and nothing else; the original is never touched."""

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.findings import Path
from legacymap.domain.inventory import written
from legacymap.reading.fitting import aside, noted, without

VALUE: dict[str, object] = {
    "technologies": ["cobol", {"product": "db2", "version": "11"}],
    "contracts": [{"supplier": "a"}, {"supplier": "b"}],
    "depends_on": ["a", "b", "c", "d"],
    "remediation": {"options": [{"rdel": ["1", "2"], "cdel": ["3"], "id": "x"}]},
    "name": "n",
}
PATHS: list[Path] = [
    ("technologies", 0), ("technologies", 1, "product"), ("technologies", 1, "version"), ("contracts", 0),
    ("contracts", 1, "supplier"), ("depends_on", 0), ("depends_on", 2), ("depends_on", 3), ("depends_on",),
    ("remediation", "options", 0, "rdel"), ("remediation", "options", 0), ("name",), ("absent",),
    ("name", "x"),
    ("depends_on", 9),
]  # fmt: skip


@given(st.lists(st.sampled_from(PATHS), unique=True))
def test_the_original_is_never_touched_and_order_does_not_matter(paths: list[Path]) -> None:
    original = deepcopy(VALUE)
    once = without(original, paths)
    assert original == VALUE
    assert without(original, paths[::-1]) == once


@given(st.sets(st.integers(0, 3)))
def test_indices_are_those_of_the_document_after_items_were_set_aside(gone: set[int]) -> None:
    paths: list[Path] = [("depends_on", index) for index in sorted(gone)]
    left = without(VALUE, paths)
    assert isinstance(left, dict)
    for number, item in enumerate(left["depends_on"]):
        assert "abcd"[int(written(("depends_on", number), tuple(paths))[1])] == item


def test_an_item_whose_list_states_something_when_empty_is_replaced_by_one_that_states_nothing() -> None:
    left = without(VALUE, [("technologies", 0), ("contracts", 0), ("contracts", 1)])
    assert isinstance(left, dict)
    assert left["technologies"][0] == {"product": ""}
    assert left["contracts"] == [{}, {}]
    assert noted(("contracts", 1)) == (("contracts", 1, "*"),)


def test_resource_and_capital_cost_fall_together() -> None:
    left = without(VALUE, [("remediation", "options", 0, "rdel")])
    assert isinstance(left, dict)
    assert left["remediation"]["options"] == [{"id": "x"}]


def test_one_faulty_year_or_level_makes_the_list_unknown() -> None:
    path: Path = ("remediation", "options", 0, "rdel", 1)
    assert aside(path, VALUE, missing=False) == path[:-1]


def test_a_missing_key_costs_the_mapping_that_needs_it_but_not_a_technology() -> None:
    assert aside(("remediation", "options", 0, "approach"), VALUE, missing=True) == (
        "remediation",
        "options",
        0,
    )
    assert aside(("technologies", 1, "product"), VALUE, missing=True) == ("technologies", 1, "product")


def test_a_whole_field_goes_with_what_goes_below_it() -> None:
    paths: list[Path] = [("depends_on", 1), ("depends_on",)]
    left = without(VALUE, paths)
    assert isinstance(left, dict)
    assert "depends_on" not in left


def test_a_hundred_thousand_faults_take_no_longer_than_their_number() -> None:
    many: dict[str, object] = {"depends_on": ["a"] * 100_000}
    paths: list[Path] = [("depends_on", number) for number in range(100_000)]
    assert without(many, paths) == {"depends_on": []}
