import json
from datetime import date
from pathlib import Path

import pytest

from legacymap.analysis.lifecycle import UpdateRequest, update
from legacymap.analysis.reference import catalogued
from legacymap.domain.catalogue import Catalogue, Cycle
from legacymap.domain.dates import PartialDate
from legacymap.domain.errors import RequestError
from legacymap.domain.listings import CatalogueUpdate
from legacymap.domain.system import Technology
from legacymap.lifecycle import Matcher, faults
from legacymap.lifecycle.spelling import name_key
from legacymap.reading import read_single
from tests.lifecycle.builders import shipped_products
from tests.lifecycle.updating.serving import QUICK, REFERENCE, SMALL, giving, served

DAY = date(2026, 11, 22)
_KEYS = (("releaseDate", "released"), ("eolFrom", "standard_ends"), ("eoesFrom", "extended_ends"))
BY_REFERENCE = pytest.mark.skipif(not REFERENCE.exists(), reason="the reference is not beside the checkout")


def updated(body: bytes, output: Path) -> CatalogueUpdate:
    with served(giving(200, body)) as (url, _):
        return update(UpdateRequest(output, DAY, url, QUICK))


def loaded(path: Path) -> Catalogue:
    read = read_single(path, "lifecycle", Catalogue)
    assert read.model is not None
    assert [fault.message for fault in (*read.faults, *faults(read.model, read.route))] == []
    return read.model


def differing(
    body: bytes, cycles: dict[tuple[str, str], Cycle]
) -> tuple[int, list[tuple[str, str, str, str]]]:
    """How many dates of the answer were compared with these cycles, and those that are not the same."""
    compared, found = 0, []
    for product in json.loads(body)["result"]:
        for release in product["releases"]:
            cycle = cycles.get((product["name"], release["name"]))
            for theirs, ours in _KEYS if cycle else ():
                if release.get(theirs) is not None:
                    compared += 1
                    if str(getattr(cycle, ours)) != release[theirs]:
                        found.append((product["name"], release["name"], theirs, release[theirs]))
    return compared, found


def by_name(catalogue: Catalogue) -> dict[tuple[str, str], Cycle]:
    return {(each.id, cycle.cycle): cycle for each in catalogue.products for cycle in each.cycles}


def test_every_date_of_a_small_answer_comes_through(tmp_path: Path) -> None:
    found = updated(SMALL, tmp_path / "dates.yaml")
    cycles = by_name(loaded(tmp_path / "dates.yaml"))
    assert (found.conversion.products, found.conversion.cycles) == (2, 5)
    assert len(cycles) == 5
    assert differing(SMALL, cycles) == (7, [])


def test_the_file_says_what_it_was_made_from(tmp_path: Path) -> None:
    found = updated(SMALL, tmp_path / "dates.yaml")
    text = (tmp_path / "dates.yaml").read_text(encoding="utf-8")
    assert "x-generated-at: '2026-08-22T00:00:00+00:00'" in text
    assert found.sha256 in text
    assert loaded(tmp_path / "dates.yaml").lifecycle == "2026-08-22"


def test_the_same_answer_gives_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "small.json"
    source.write_bytes(SMALL)
    outputs = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for output in outputs:
        update(UpdateRequest(output, DAY, str(source), QUICK))
    assert outputs[0].read_bytes() == outputs[1].read_bytes()


def test_the_file_adds_to_the_catalogue(tmp_path: Path) -> None:
    updated(SMALL, tmp_path / "dates.yaml")
    matcher = Matcher(catalogued([tmp_path / "dates.yaml"]).products)
    match = matcher.match(Technology(product="acmebase", version="2.10.4"))
    assert [each.cycle for each in match.cycles] == ["2.10"]


def test_a_second_update_is_measured_from_the_first(tmp_path: Path) -> None:
    first = updated(SMALL, tmp_path / "dates.yaml")
    assert (first.before, first.changes.products_added) == ("the shipped catalogue alone", 2)
    second = updated(SMALL.replace(b"2030-01-10", b"2031-01-10"), tmp_path / "dates.yaml")
    assert (second.changes.products_added, second.changes.ends_changed) == (0, 1)


@pytest.mark.parametrize("body", [b"<html>", b"{}", SMALL[:-40], SMALL.replace(b"releases", b"versions")])
def test_an_answer_that_cannot_be_used_changes_nothing(tmp_path: Path, body: bytes) -> None:
    output = tmp_path / "dates.yaml"
    updated(SMALL, output)
    before = output.read_bytes()
    with pytest.raises(RequestError):
        updated(body, output)
    assert output.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["dates.yaml"]


@BY_REFERENCE
def test_every_date_of_the_reference_comes_through(tmp_path: Path) -> None:
    body = REFERENCE.read_bytes()
    found = updated(body, tmp_path / "dates.yaml")
    cycles = by_name(loaded(tmp_path / "dates.yaml"))
    missing = [
        (product["name"], release["name"])
        for product in json.loads(body)["result"]
        for release in product["releases"]
        if (product["name"], release["name"]) not in cycles
    ]
    keys = {(product, name_key(cycle)) for product, cycle in cycles}
    assert len(missing) == found.conversion.cycles_left_out
    assert all((product, name_key(cycle)) in keys for product, cycle in missing)  # twins but for punctuation
    compared, wrong = differing(body, cycles)
    assert wrong == []
    assert compared > 15_000


@BY_REFERENCE
def test_the_shipped_dates_are_those_of_the_reference() -> None:
    products = Catalogue(lifecycle="2026-11", products=shipped_products())
    compared, wrong = differing(REFERENCE.read_bytes(), by_name(products))
    assert wrong == []
    assert compared > 5_000


@BY_REFERENCE
def test_what_the_shipped_catalogue_dates_the_reference_does_too() -> None:
    body = json.loads(REFERENCE.read_bytes())["result"]
    held = {(each["name"], one["name"]): one for each in body for one in each["releases"]}
    invented = [
        (product.id, cycle.cycle, ours)
        for product in shipped_products()
        for cycle in product.cycles
        for theirs, ours in _KEYS
        if (product.id, cycle.cycle) in held
        and isinstance(getattr(cycle, ours), PartialDate)
        and held[product.id, cycle.cycle].get(theirs) is None
    ]
    assert invented == []
