from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.catalogue import Product
from legacymap.domain.findings import Fault, Path, Route
from legacymap.lifecycle import faults
from tests.lifecycle.builders import catalogue, cycle, product

FILE = Route("ours.yaml")


def found(*products: Product) -> list[Fault]:
    return list(faults(catalogue(*products), FILE))


def path(fault: Fault) -> Path:
    assert isinstance(fault.where, Route)
    return fault.where.path


def test_a_sound_file_has_no_faults() -> None:
    assert found(product("a", "1", "2", aliases=["A", "a."]), product("b", "1")) == []


def test_a_name_of_two_products_is_reported_with_both_places() -> None:
    (fault,) = found(product("a", aliases=["x", "MS  SQL"]), product("b", aliases=["ms-sql"]))
    assert (fault.rule, path(fault)) == ("catalogue-overlap", ("products", 1, "aliases", 0))
    assert fault.message == "`ms-sql` names both a and b"
    assert fault.related == ((FILE.to("products", 0, "aliases", 1), "`MS  SQL` of a"),)


def test_ids_names_and_package_urls_overlap_too() -> None:
    one = product("a", name="One", purls=["pkg:npm/a"])
    other = product("one", name="Other", purls=["pkg:npm/A"])
    assert [path(fault)[2:] for fault in found(one, other)] == [("id",), ("purls", 0)]


def test_each_overlap_names_the_first_that_has_the_name() -> None:
    every = found(*(product(name, aliases=["x"]) for name in "abc"))
    assert [fault.message for fault in every] == ["`x` names both a and b", "`x` names both a and c"]


def test_a_cycle_twice_is_reported_at_the_later() -> None:
    (fault,) = found(product("a", "2008 R2", "2012", "2008-r2"))
    assert (fault.rule, path(fault)) == ("catalogue-cycle-twice", ("products", 0, "cycles", 2, "cycle"))
    assert fault.related == ((FILE.to("products", 0, "cycles", 0, "cycle"), "first here"),)


def test_cycles_that_differ_in_their_dots_are_two() -> None:
    assert found(product("a", "1.1", "11", "1 1")) == []


def test_dates_out_of_order_are_reported_at_the_later_field() -> None:
    late = cycle("1", released="2020-01-01", standard_ends="2019-12-31", extended_ends="2018")
    faulty = found(product("a", late))
    assert [(fault.rule, path(fault)[-1]) for fault in faulty] == [
        ("catalogue-dates-out-of-order", "standard_ends"),
        ("catalogue-dates-out-of-order", "extended_ends"),
    ]
    assert (
        faulty[0].message == "a 1: standard support ends on 2019-12-31, before it was released on 2020-01-01"
    )


def test_dates_that_may_be_in_order_are() -> None:
    assert found(product("a", cycle("1", released="2020-06-01", standard_ends="2020"))) == []
    assert (
        found(product("a", cycle("1", released="2020-06", standard_ends="ended", extended_ends="2020-06-01")))
        == []
    )


def test_the_release_is_held_against_the_extended_end_where_no_other_date_is_known() -> None:
    (fault,) = found(product("a", cycle("1", released="2020", standard_ends="unknown", extended_ends="2019")))
    assert path(fault)[-1] == "extended_ends"


@given(days=st.lists(st.dates().map(lambda day: f"{day:%Y-%m-%d}".zfill(10)), min_size=3, max_size=3))
def test_dates_in_order_have_no_fault_and_others_do(days: list[str]) -> None:
    fields = ("released", "standard_ends", "extended_ends")
    assert bool(found(product("a", cycle("1", **dict(zip(fields, days, strict=True)))))) == (
        days != sorted(days)
    )
