# DOC # DOC
import json
from datetime import date
from pathlib import Path

import pytest

from legacymap.analysis.lifecycle import UpdateRequest, update
from legacymap.analysis.reference import catalogued
from legacymap.domain.catalogue import Catalogue, Cycle, Product
from legacymap.domain.dates import PartialDate
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Route
from legacymap.domain.listings import CatalogueUpdate
from legacymap.domain.system import Technology
from legacymap.lifecycle.catalogue import faults
from legacymap.lifecycle.matching import Matcher
from legacymap.lifecycle.updating import Converted, answer, changes, converted
from legacymap.reading import read_single
from tests.lifecycle.builders import cycle, product, shipped_products
from tests.lifecycle.serving import QUICK, REFERENCE, SMALL, document, entry, giving, release, served

ONE = entry("a", release("1"))


def test_an_answer_says_when_it_was_generated() -> None:
    found = answer(SMALL, "here")
    assert (found.day.isoformat(), len(found.products)) == ("2026-08-22", 2)


def test_a_key_that_is_not_known_is_passed_over() -> None:
    assert answer(document(ONE, newer={"key": 1}), "here").products == [ONE]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "it is empty"),
        (b"<!doctype html><title>Sign in</title>", "it is a web page"),
        (SMALL[:200], "breaks off"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[1, 2]", "no mapping"),
        (b"{}", "schema_version"),
        (document(ONE, schema_version="2.0.0"), "`2.0.0`"),
        (document(ONE, schema_version=1), "schema_version"),
        (document(ONE, result={"a": 1}), "no list `result`"),
        (document(), "no list `result`"),
        (document(ONE, total=464), "announces 464 products and holds 1"),
        (document(ONE, generated_at=None), "generated_at"),
        (document(ONE, generated_at="today\n# x"), "generated_at"),
    ],
)
def test_an_answer_of_another_shape_is_refused_in_one_line(body: bytes, why: str) -> None:
    with pytest.raises(RequestError, match="cannot be used") as refused:
        answer(body, "here")
    assert why in refused.value.message
    assert "\n" not in refused.value.message


DAY = date(2026, 11, 22)


def made(*products: object, known: tuple[Product, ...] = (), as_of: date = DAY) -> Converted:
    found = converted(answer(document(*products), "here"), known, as_of)
    assert list(faults(found.catalogue, Route("made.yaml"))) == []
    return found


def ends(**keys: bool | str | None) -> tuple[str, str | None]:
    [one] = made(entry("a", {**release("1"), **keys})).catalogue.products
    extended = one.cycles[0].extended_ends
    return str(one.cycles[0].standard_ends), str(extended) if extended else None


def test_a_date_beats_the_flag() -> None:
    assert ends(isEol=False, eolFrom="2020-01-01") == ("2020-01-01", None)
    assert ends(isEol=True, eolFrom="2040-01-01") == ("2040-01-01", None)


def test_without_a_date_the_flag_speaks() -> None:
    assert ends(isEol=True)[0] == "ended"
    assert ends(isEol=False)[0] == "not-announced"
    assert ends(isEol=None)[0] == "unknown"


def test_paid_support_is_absent_where_null() -> None:
    assert ends(eoesFrom=None, isEoes=None)[1] is None
    assert ends(eoesFrom=None, isEoes=True)[1] == "ended"
    assert ends(eoesFrom=None, isEoes=False)[1] == "not-announced"
    assert ends(eoesFrom="2030-01-01", isEoes=True)[1] == "2030-01-01"


def test_flags_that_dates_contradict_are_counted_by_the_day() -> None:
    one = entry("a", release("1", isEol=False, eolFrom="2026-10-01"))
    assert made(one).conversion.flags_overruled == 1
    assert made(one, as_of=date(2026, 9, 30)).conversion.flags_overruled == 0


def test_names_and_package_urls_are_kept_and_other_identifiers_not() -> None:
    first = converted(answer(SMALL, "here"), (), DAY).catalogue.products[0]
    assert first.names == ("acme-db", "Acme-Db", "acmebase", "no", "pkg:generic/acme-db")


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        {"name": "2"},
        release(""),
        release("2\x07"),
        release("2", eolFrom="soon"),
        release("2", eolFrom="not-announced"),
        release("2", isEol="yes"),
        release("2", eolFrom=20300101),
        release("2", "2030-01-01", eolFrom="2020-01-01"),
        release("2", eolFrom="2020-13-01"),
        release("1"),
        {**release("2"), "name": "\ud800"},
    ],
)
def test_a_release_that_does_not_fit_is_left_out_and_counted(wrong: object) -> None:
    found = made(entry("a", release("1"), wrong))
    assert [each.cycle for each in found.catalogue.products[0].cycles] == ["1"]
    assert (found.conversion.cycles, found.conversion.cycles_left_out) == (1, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        7,
        {"name": "b"},
        entry("B", release("1")),
        entry("b", release("1"), label=None),
        entry("b", release("1"), releases="none"),
        entry("b", "1"),
        entry("a", release("2")),
    ],
)
def test_a_product_that_does_not_fit_is_left_out_and_counted(wrong: object) -> None:
    found = made(entry("a", release("1")), wrong)
    assert [each.id for each in found.catalogue.products] == ["a"]
    assert (found.conversion.products, found.conversion.products_left_out) == (1, 1)


def test_an_answer_without_any_product_that_fits_is_refused() -> None:
    with pytest.raises(RequestError, match="No product"):
        made({"name": "a"})


def test_a_name_of_two_products_is_the_first_ones_and_an_id_comes_before_any_name() -> None:
    found = made(
        entry("a", release("1"), label="B", aliases=["both", "c"]),
        entry("b", release("1"), aliases=["BOTH", "own"], identifiers=[{"id": "pkg:x/y"}]),
        entry("c", release("1"), label="both", identifiers=[{"id": "pkg:x/Y"}]),
    )
    assert [each.names for each in found.catalogue.products] == [
        ("a", "a"),
        ("b", "B", "own", "pkg:x/y"),
        ("c", "both"),
    ]
    assert found.conversion.names_dropped == 5


def test_a_known_product_keeps_its_everyday_names_but_not_its_dates() -> None:
    known = product(
        "a", cycle("1", "one", standard_ends="1999"), "0", name="Product A", vendor="Acme", aliases=("pa",)
    )
    [one] = made(entry("a", release("1", isEol=True)), known=(known,)).catalogue.products
    assert (one.name, one.vendor, one.aliases) == ("Product A", "Acme", ("A", "pa"))
    assert [(each.cycle, each.aliases, each.standard_ends) for each in one.cycles] == [
        ("1", ("one",), "ended")
    ]


def test_changes_are_counted() -> None:
    before = (product("a", cycle("1", standard_ends="2020"), "2"), product("b", "1"))
    after = (product("a", cycle("1", standard_ends="2021"), "3"), product("c", "1", "2"))
    found = changes(before, after)
    assert (found.products_added, found.products_removed) == (1, 1)
    assert (found.cycles_added, found.cycles_removed, found.ends_changed) == (3, 2, 1)


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
    for listed in json.loads(body)["result"]:
        for one in listed["releases"]:
            held = cycles.get((listed["name"], one["name"]))
            for theirs, ours in _KEYS if held else ():
                if one.get(theirs) is not None:
                    compared += 1
                    if str(getattr(held, ours)) != one[theirs]:
                        found.append((listed["name"], one["name"], theirs, one[theirs]))
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
    assert found.conversion.cycles_left_out == 0
    assert len(cycles) == sum(len(each["releases"]) for each in json.loads(body)["result"])
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
