# DOC # DOC
import re

from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.catalogue import Catalogue, Product
from legacymap.domain.findings import Fault, Path, Route
from legacymap.domain.system import Technology
from legacymap.lifecycle.catalogue import faults, merged, shipped_files, unknown_products
from legacymap.reading import read_single
from tests.lifecycle.builders import (
    catalogue,
    cycle,
    facts,
    matched,
    product,
    shipped,
    shipped_matcher,
    shipped_products,
    technology,
)


def test_the_files_are_those_of_the_package_by_name() -> None:
    files = shipped_files()
    assert list(files) == sorted(files)
    assert {file.suffix for file in files} == {".yaml"}


def test_every_shipped_file_is_read_without_a_fault() -> None:
    read = [read_single(file, "lifecycle", Catalogue) for file in shipped_files()]
    assert [fault.message for each in read for fault in each.faults] == []
    assert len(shipped()) == len(shipped_files())


def test_no_shipped_file_has_overlaps_cycles_twice_or_dates_out_of_order() -> None:
    found = [fault.message for each in shipped() for fault in faults(each, Route("shipped.yaml"))]
    assert found == []


def test_no_two_shipped_files_share_a_name() -> None:
    products = tuple(product for each in shipped() for product in each.products)
    together = Catalogue(lifecycle="2026-11", products=products)
    assert [fault.message for fault in faults(together, Route("shipped.yaml"))] == []


def test_a_product_is_found_by_each_of_its_names() -> None:
    missed = [
        (name, facts(match))
        for each in shipped_products()
        for name in each.names
        for match in [shipped_matcher().match(technology(name))]
        if match.product != each
    ]
    assert missed == []


def test_a_cycle_is_found_by_an_id_and_its_own() -> None:
    missed = [
        (asked.label, facts(match))
        for each in shipped_products()
        for cycle in each.cycles
        for asked in (technology(each.id, cycle.cycle), Technology.model_validate(f"{each.id} {cycle.cycle}"))
        for match in [shipped_matcher().match(asked)]
        if match.product != each or cycle not in match.cycles
    ]
    assert missed == []


def test_a_cycle_is_found_behind_each_name() -> None:
    missed = [
        (asked.label, facts(match))
        for each in shipped_products()
        # Where a name ends and a version begins is asked once of each name and shape, digits apart.
        for cycle in {re.sub("[0-9]+", "0", cycle.cycle): cycle for cycle in each.cycles}.values()
        for asked in (technology(f"{name} {cycle.cycle}") for name in (each.id, each.name, *each.aliases))
        for match in [shipped_matcher().match(asked)]
        if match.product != each or cycle not in match.cycles
    ]
    assert missed == []


def test_a_cycle_is_found_by_its_aliases_behind_the_product() -> None:
    missed = [
        (asked.label, facts(match))
        for each in shipped_products()
        for cycle in each.cycles
        for alias in cycle.aliases
        for asked in (technology(each.id, alias), technology(f"{each.id} {alias}"))
        for match in [shipped_matcher().match(asked)]
        if match.product != each or cycle not in match.cycles
    ]
    assert missed == []


ORACLE = product(
    "oracle-database", "12.1", name="Oracle Database", aliases=["oracle", "ora"], purls=["pkg:a/oracle"]
)
JAVA = product("java", "8", aliases=["jre"])


def test_one_catalogue_stays_as_it_is() -> None:
    assert merged([catalogue(ORACLE, JAVA)]) == (ORACLE, JAVA)


def test_no_catalogue_has_no_products() -> None:
    assert merged([]) == ()


def test_a_later_product_of_the_same_id_replaces_the_whole() -> None:
    own = product("oracle-database", "99")
    assert merged([catalogue(ORACLE, JAVA), catalogue(own)]) == (JAVA, own)


def test_a_name_moves_to_the_later_product_and_nothing_else_does() -> None:
    own = product("our-oracle", "12.1.0.2", aliases=["ORACLE"], purls=["pkg:A/Oracle"])
    products = merged([catalogue(ORACLE, JAVA), catalogue(own)])
    assert [each.id for each in products] == ["oracle-database", "java", "our-oracle"]
    assert (products[0].aliases, products[0].purls) == (("ora",), ())
    assert facts(matched(products, "Oracle 12.1.0.2")) == ("our-oracle", frozenset({"12.1.0.2"}))
    assert facts(matched(products, "ora 12.1.0.2")) == ("oracle-database", frozenset({"12.1"}))
    assert facts(matched(products, "pkg:a/oracle@12.1.0.2")) == ("our-oracle", frozenset({"12.1.0.2"}))


def test_even_an_id_and_a_name_match_the_later_product() -> None:
    own = product("our-oracle", "12.1", aliases=["oracle database"])
    products = merged([catalogue(ORACLE), catalogue(own)])
    assert facts(matched(products, "oracle-database 12.1")) == ("our-oracle", frozenset({"12.1"}))


def test_a_replaced_product_counts_as_the_later_one() -> None:
    other = product("other", "1", aliases=["thing"])
    own = product("java", "8", aliases=["thing", "other"])
    products = merged([catalogue(JAVA, other), catalogue(own)])
    assert facts(matched(products, "thing 8")) == ("java", frozenset({"8"}))
    assert facts(matched(products, "other 8")) == ("java", frozenset({"8"}))


def test_the_last_of_three_wins() -> None:
    first, second, third = (product("x", cycle) for cycle in ("1", "2", "3"))
    assert merged([catalogue(first), catalogue(second), catalogue(third)]) == (third,)


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
    (fault,) = found(product("a", "2008-r2", "2012", "2008-R2"))
    assert (fault.rule, path(fault)) == ("catalogue-cycle-twice", ("products", 0, "cycles", 2, "cycle"))
    assert fault.related == ((FILE.to("products", 0, "cycles", 0, "cycle"), "first here"),)


def test_cycles_that_differ_in_more_than_case_are_two() -> None:
    assert found(product("a", "1.1", "11", "1 1", "edge", "edge+", "15", "15-arm64", "3-b", "3-b+")) == []


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


def test_every_open_name_means_products_of_the_catalogue_and_has_no_cycles_of_its_own() -> None:
    assert unknown_products(shipped_products()) == []
    assert unknown_products([product("a", may_be=["b", "c"]), product("b", may_be=["c"])]) == ["c"]
    for each in shipped_products():
        assert not (each.may_be and each.cycles)
        assert not (each.evergreen and (each.cycles or each.may_be))


def test_services_that_their_suppliers_keep_current_have_a_source_and_a_date() -> None:
    services = [each for each in shipped_products() if each.evergreen]
    assert len(services) >= 40
    assert [each.id for each in services if not (each.source and each.source.url and each.source.date)] == []
