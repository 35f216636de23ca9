"""Which cycles a version means: the rule of the method, and what people add to a version."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.catalogue import Product
from legacymap.lifecycle.matching import CycleTable
from legacymap.lifecycle.names import spelled
from tests.lifecycle.builders import cycle, product

DATABASE = product("database", "13", "12.2", "12.1", cycle("11.2", "11gR2", "11g"), cycle("11.1", "11g"))
SERVER = product(
    "server",
    "2016",
    cycle("2012-r2", "2012 R2"),
    "2012",
    cycle("2008-sp2", "2008", "2008 SP2"),
    cycle("2003-sp1", "2003", "2003 SP1"),
    cycle("2003", "2003 RTM"),
    cycle("10-22h2", "10", "10 22H2", "10.0.19045"),
    cycle("10-21h2", "10", "10 21H2", "10.0.19044"),
)
NUMBERS = st.lists(st.integers(0, 3), min_size=1, max_size=4).map(lambda parts: ".".join(map(str, parts)))


def found(of: Product, version: str) -> set[str]:
    table = CycleTable(of)
    return {each.cycle for each in table.cycles(table.found(spelled(version).words))}


@pytest.mark.parametrize(
    ("version", "cycles"),
    [
        ("12.1", {"12.1"}),
        ("12.1.0.2", {"12.1"}),
        ("12", {"12.1", "12.2"}),
        ("13.4", {"13"}),
        ("12.10", set()),
        ("1", set()),
        ("14", set()),
        ("", set()),
        ("latest", set()),
    ],
)
def test_the_rule_of_the_method(version: str, cycles: set[str]) -> None:
    assert found(DATABASE, version) == cycles


@given(names=st.lists(NUMBERS, unique=True, max_size=12), version=NUMBERS)
def test_a_dotted_version_means_what_the_rule_says(names: list[str], version: str) -> None:
    def begins(text: str, start: str) -> bool:
        return f"{text}.".startswith(f"{start}.")

    prefixes = [name for name in names if begins(version, name)]
    expected = {max(prefixes, key=len)} if prefixes else {name for name in names if begins(name, version)}
    assert found(product("product", *names), version) == expected


@given(names=st.lists(NUMBERS, unique=True, max_size=12), version=NUMBERS, more=NUMBERS)
def test_a_longer_version_keeps_the_cycle_of_its_prefix_or_finds_a_longer_one(
    names: list[str], version: str, more: str
) -> None:
    of = product("product", *names)
    short, long = found(of, version), found(of, f"{version}.{more}")
    assert long or not short or version not in names
    if version in names:
        assert all(f"{name}.".startswith(f"{version}.") for name in long)


@pytest.mark.parametrize(
    ("version", "cycles"),
    [
        ("11gR2", {"11.2"}),
        ("11g Release 2", {"11.2"}),
        ("11 G rel. 2", {"11.2"}),
        ("11g", {"11.1", "11.2"}),
        ("11g R3", set()),
        ("v12.1", {"12.1"}),
        ("Version 12.1", {"12.1"}),
        ("release 12.1", {"12.1"}),
        ("12c", {"12.1", "12.2"}),
        ("12.1b", {"12.1"}),
        ("12.x", {"12.1", "12.2"}),
        ("12.1 Enterprise Edition", {"12.1"}),
        ("12.1 SE2", {"12.1"}),
        ("12.1 patch 3", {"12.1"}),
        ("12.1.0_202", {"12.1"}),
        ("12.1-20", {"12.1"}),
        ("12.1.5-3.el7_9", {"12.1"}),
        ("11g (11.2.0.4)", {"11.2"}),
        ("12+", set()),
        (">= 12.1", set()),
        ("12.1 / 12.2", set()),
        ("12.1 or later", set()),
    ],
)
def test_letters_marks_editions_and_builds(version: str, cycles: set[str]) -> None:
    assert found(DATABASE, version) == cycles


@pytest.mark.parametrize(
    ("version", "cycles"),
    [
        ("2012", {"2012"}),
        ("2012 R2", {"2012-r2"}),
        ("2012R2", {"2012-r2"}),
        ("2012 R2 Standard", {"2012-r2"}),
        ("Standard 2012 R2", {"2012-r2"}),
        ("2012 R2 SP1", {"2012-r2"}),
        ("2008 Service Pack 2", {"2008-sp2"}),
        ("2008 SP1", set()),
        ("2003", {"2003-sp1", "2003"}),
        ("2003 SP1", {"2003-sp1"}),
        ("2016 CU 23", {"2016"}),
        ("2016 Cumulative Update 23", {"2016"}),
        ("10 22H2", {"10-22h2"}),
        ("10 23H2", set()),
        ("10 build 19045.3803", {"10-22h2"}),
        ("10 19044", {"10-21h2"}),
        ("2012 2016", set()),
    ],
)
def test_levels_that_the_catalogue_counts_must_be_known(version: str, cycles: set[str]) -> None:
    assert found(SERVER, version) == cycles


def test_an_alias_on_several_cycles_and_the_name_of_another_are_united() -> None:
    unix = product("unix", cycle("11.4", "11"), cycle("11.3", "11"), "11", "10")
    assert found(unix, "11") == {"11.4", "11.3", "11"}


def test_aliases_are_dotted_prefixes_too() -> None:
    assert found(product("java", cycle("8", "1.8")), "1.8.0_202") == {"8"}


def test_an_alias_may_repeat_the_product() -> None:
    assert found(product("python", cycle("3.10", "Python3"), cycle("3.9", "Python3")), "3.10") == {"3.10"}


def test_a_letter_that_the_catalogue_counts_must_be_known() -> None:
    assert found(product("erp", "4.6B", "4.6C"), "4.6D") == set()


def test_cycles_come_in_the_order_of_the_file() -> None:
    table = CycleTable(DATABASE)
    names = [each.cycle for each in table.cycles(table.found(("12",)))]
    assert names == ["12.2", "12.1"]
