from datetime import date

import pytest

from legacymap.domain.catalogue import Product
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Route
from legacymap.lifecycle import faults
from legacymap.lifecycle.updating.answer import answer
from legacymap.lifecycle.updating.changes import changes
from legacymap.lifecycle.updating.conversion import Converted, converted
from tests.lifecycle.builders import cycle, product
from tests.lifecycle.updating.serving import SMALL, document, entry, release

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
        release("1."),
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
