import pytest

from legacymap.domain.catalogue import Catalogue, Product
from legacymap.domain.findings import Route
from legacymap.domain.system import Technology
from legacymap.lifecycle import faults, shipped_files
from legacymap.reading import read_single
from tests.lifecycle.builders import facts, shipped, shipped_matcher, shipped_products, technology

EVERY_PRODUCT = pytest.mark.parametrize("product", shipped_products(), ids=lambda product: product.id)


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


@EVERY_PRODUCT
def test_a_product_is_found_by_each_of_its_names(product: Product) -> None:
    found = {name: shipped_matcher().match(technology(name)).product for name in product.names}
    assert found == dict.fromkeys(product.names, product)


@EVERY_PRODUCT
def test_a_cycle_is_found_by_a_name_and_its_own(product: Product) -> None:
    missed = [
        (asked.label, facts(match))
        for cycle in product.cycles
        for name in (product.id, product.name, *product.aliases)
        for asked in (
            technology(name, cycle.cycle),
            technology(f"{name} {cycle.cycle}"),
            Technology.model_validate(f"{name} {cycle.cycle}"),
        )
        for match in [shipped_matcher().match(asked)]
        if match.product != product or cycle not in match.cycles
    ]
    assert missed == []


@EVERY_PRODUCT
def test_a_cycle_is_found_by_its_aliases_behind_the_product(product: Product) -> None:
    missed = [
        (asked.label, facts(match))
        for cycle in product.cycles
        for alias in cycle.aliases
        for asked in (technology(product.id, alias), technology(f"{product.id} {alias}"))
        for match in [shipped_matcher().match(asked)]
        if match.product != product or cycle not in match.cycles
    ]
    assert missed == []
