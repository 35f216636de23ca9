"""Every combination of facts that one row of the method tells apart, one system for each.

The rows are those of `method.md`, section 2; the dates lie on, before and after each of its boundaries.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from tests.recomputation.catalogue import Product, plain, products
from tests.recomputation.days import years_on
from tests.recomputation.facts import Facts, named

SAID = (None, "yes", "no")


def technologies(day: date) -> Iterator[Facts]:
    """Standard support x cover x upgrade; then both kinds of cover; then each cycle of the catalogue."""
    standards = [*_around(day, 0, 3, 5), "not-announced", "unknown", None]
    covers = [*_around(day, 0, 3), "not-announced", "unknown", None]
    for standard, cover, upgrade in product(standards, covers, SAID):
        yield _stack(standard, cover, None, upgrade)
    for extended, ours in product(covers, covers):
        yield _stack(day.isoformat(), extended, ours, "no")
    for partial, cover in product(
        (f"{day:%Y}", f"{day:%Y-%m}", *_financial_years(day)), (None, "2050", f"{day:%Y-%m}")
    ):
        yield _stack(partial, cover, None, "no")


def matches() -> Iterator[Facts]:
    """Every product of the catalogue by a name that is its alone, in versions whose match is plain."""
    for each in products():
        name = named(each)
        versions = _plain_versions(each) if name else []
        for version in versions:
            yield {"technologies": [f"{name} {version}"]}
        for version in versions[:1]:
            stated = {"standard_ends": "unknown", "ours_ends": "2050"}
            long_form = {"product": name, "version": version, "support": stated, "upgrade_planned": "no"}
            yield {"technologies": [long_form]}


def contracts(day: date) -> Iterator[Facts]:
    """The end x whether a replacement is agreed."""
    ends = [
        *_around(day, 0, 1, 2, 3),
        f"{day:%Y}",
        f"{day:%Y-%m}",
        *_financial_years(day),
        "not-announced",
        "unknown",
        None,
    ]
    for end, agreed in product(ends, SAID):
        yield {"contracts": [_present({"supplier": "Acme", "ends": end, "replacement_agreed": agreed})]}


def incidents(day: date) -> Iterator[Facts]:
    """The date x the severity x whether it goes on."""
    years = (f"{day.year - back}" for back in (0, 2, 3, 4))
    dates = [
        *_around(day, -3, 0),
        *years,
        f"{years_on(day, -3):%Y-%m}",
        *_financial_years(years_on(day, -3)),
        None,
    ]
    for when, severity, ongoing in product(dates, (None, "minor", "moderate", "major", "severe"), SAID):
        yield {"incidents": [_present({"date": when, "severity": severity, "ongoing": ongoing})]}


def vulnerabilities(day: date) -> Iterator[Facts]:
    """Known or not x when somebody looked x software out of support or not."""
    dates = [
        *_around(day, -1, 0),
        f"{day:%Y}",
        f"{day:%Y-%m}",
        f"{day.year - 1}",
        *_financial_years(day),
        None,
    ]
    stacks: tuple[list[object] | None, ...] = (
        None,
        [{"product": "mainframe", "support": {"standard_ends": "2001"}}],
        [
            {"product": "mainframe", "support": {"standard_ends": "2001", "ours_ends": "not-announced"}},
            "cobol",
        ],
    )
    for known, checked, stack in product(SAID, dates, stacks):
        yield _present(
            {"vulnerabilities": _present({"known": known, "checked": checked}), "technologies": stack}
        )


def failures(currency: str) -> Iterator[Facts]:
    """Costs at the boundaries in pounds, and of a budget of a thousand million and of 123,456,789."""
    symbol = {"GBP": "£", "EUR": "€", "USD": "$"}[currency]
    limits = [million * 10**6 for million in (5, 10, 20, 40, 50, 70, 100)]
    limits += [123_456_789 * share // 100 for share in (1, 4, 7, 10)]
    for cost in (1000, *(limit + step for limit in limits for step in (-1, 0, 1))):
        yield {"costs": {"cost_of_failure": f"{symbol}{cost:,}"}}


def _around(day: date, *years: int) -> list[str]:
    return [(years_on(day, number) + timedelta(step)).isoformat() for number in years for step in (-1, 0, 1)]


def _financial_years(day: date) -> list[str]:
    return [f"{year}-{(year + 1) % 100:02}" for year in (day.year - 1, day.year)]


def _stack(standard: str | None, extended: str | None, ours: str | None, upgrade: str | None) -> Facts:
    support = _present({"standard_ends": standard, "extended_ends": extended, "ours_ends": ours})
    return {
        "technologies": [_present({"product": "mainframe", "support": support, "upgrade_planned": upgrade})]
    }


def _present(written: Facts) -> Facts:
    return {key: value for key, value in written.items() if value is not None}


def _plain_versions(each: Product) -> list[str]:
    cycles = [cycle for cycle in each.standard_ends if re.fullmatch(r"\d+(\.\d+)*", cycle)]
    newest, middle = (cycles[0], cycles[len(cycles) // 2]) if cycles else ("", "")
    versions = {newest, f"{middle}.0.2", middle.partition(".")[0]} if cycles else set()
    # What the catalogue's own aliases know is not the simple case; nor are cycles like 8.4-2L1.
    if any("." in cycle and not re.fullmatch(r"\d+(\.\d+)*", cycle) for cycle in each.standard_ends):
        versions -= {version for version in versions if "." not in version}
    return sorted(version for version in versions if not _prefixes(version) & each.cycle_names)


def _prefixes(version: str) -> set[str]:
    parts = version.split(".")
    return {plain(".".join(parts[: count + 1])) for count in range(len(parts))}
