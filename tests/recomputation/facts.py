"""Random facts of one system, with dates and amounts close to where the method changes its mind."""

import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from tests.recomputation.assessed import IMPACT, LIKELIHOOD
from tests.recomputation.catalogue import Product, plain, products
from tests.recomputation.days import years_on
from tests.recomputation.options import options

Facts = dict[str, object]


def facts(day: date, currency: str, dice: random.Random) -> Facts:
    """Some of the keys that scoring reads, each present, null or absent."""
    makers: dict[str, Callable[[], object]] = {
        "technologies": lambda: _some(dice, lambda: technology(day, dice)),
        "contracts": lambda: _some(dice, lambda: _contract(day, dice)),
        "incidents": lambda: _some(dice, lambda: _incident(day, dice)),
        "vulnerabilities": lambda: _vulnerabilities(day, dice),
        "hosting": lambda: _hosting(dice),
        "costs": lambda: {
            "annual_run": money(2_000_000, currency, dice),
            "cost_of_failure": _failure(currency, dice),
        },
        "assessment": lambda: _assessment(day, dice),
        "consumers_complete": lambda: yes_no(dice),
        "incidents_complete": lambda: yes_no(dice),
        "retires": lambda: near(day, dice),
        "remediation": lambda: _remediation(dice),
        "x-cost-centre": lambda: dice.choice(("007", "no", "1.10")),
    }
    written: Facts = {}
    for key, make in makers.items():
        roll = dice.random()
        if roll < 0.6:
            written[key] = make()
        elif roll < 0.65 and not key.startswith("x-"):
            written[key] = None
    return written


def yes_no(dice: random.Random) -> str:
    """A yes or no in one of its spellings."""
    return dice.choice(("yes", "no", "Yes", "NO", "true", "false", "True", "FALSE"))


def near(day: date, dice: random.Random) -> str:
    """A date, full or partial, at or around a boundary of the method."""
    about = years_on(day, dice.choice((-4, -3, -2, -1, -1, 0, 0, 1, 1, 2, 2, 3, 3, 3, 5, 5, 7)))
    exact = about + timedelta(dice.choice((-200, -31, -1, -1, 0, 0, 0, 1, 1, 31, 200)))
    spring = exact.year if exact.month >= 4 else exact.year - 1
    forms = (
        exact.isoformat(),
        exact.isoformat(),
        f"{exact:%Y-%m}",
        f"{exact:%Y}",
        f"{spring}-{(spring + 1) % 100:02}",
    )
    return dice.choice(forms)


def money(amount: int, currency: str, dice: random.Random) -> str:
    """An amount in one of its spellings."""
    symbol = dice.choice(("", {"GBP": "£", "EUR": "€"}[currency]))
    digits = dice.choice(
        (str(amount), f"{amount:_}", f"{amount:,}", f"{amount / 10**6:.6f}m", f"{amount / 10**3:.3f}K")
    )
    return symbol + digits


def named(product: Product) -> str | None:
    """A name of the product that is of letters and its alone; the match of others is not the simple case."""
    for name in product.names:
        if re.fullmatch(r"[A-Za-z][A-Za-z -]*", name) and _owners()[plain(name)] == 1:
            return name
    return None


@cache
def matchable() -> tuple[Product, ...]:
    """The products of which every name is simple, and every cycle a dotted number."""
    return tuple(
        product
        for product in products()
        if all(
            re.fullmatch(r"[A-Za-z][A-Za-z -]*", name) and _owners()[plain(name)] == 1
            for name in product.names
        )
        and product.standard_ends
        and all(re.fullmatch(r"\d+(\.\d+)*", cycle) for cycle in product.standard_ends)
        and not any(name[0].isdigit() for name in product.cycle_names)
    )


def technology(day: date, dice: random.Random) -> object:
    """A technology in its short or long form, in the catalogue or not."""
    if dice.random() < 0.35:
        name, version = (
            dice.choice(("cobol", "House-made scheduler", "zzyzx")),
            dice.choice((None, "3.10", "7")),
        )
    else:
        product = dice.choice(matchable())
        name, version = _spelt(dice.choice(product.names), dice), _version(product, dice)
    if dice.random() < 0.4:
        return f"{name} {version}" if version else name
    written: Facts = {"product": name}
    if version and dice.random() < 0.3:
        written["product"] = f"{name} {version}"
    elif version:
        written["version"] = version
    if dice.random() < 0.6:
        written["upgrade_planned"] = yes_no(dice)
    if dice.random() < 0.6:
        keys = ("standard_ends", "extended_ends", "ours_ends")
        support = {key: _end(day, dice) for key in keys if dice.random() < 0.6}
        written["support"] = support or None
    return written


@cache
def _owners() -> Counter[str]:
    return Counter(name for product in products() for name in {plain(each) for each in product.names})


def _some(dice: random.Random, make: Callable[[], object]) -> list[object]:
    # Few, because the worst counts and hides the others.
    return [make() for _ in range(dice.choice((0, 1, 1, 1, 2, 3)))]


def _spelt(name: str, dice: random.Random) -> str:
    spelt = dice.choice((name, name.lower(), name.upper(), name.title()))
    return dice.choice((spelt, spelt.replace(" ", "-"), spelt.replace("-", " ")))


def _version(product: Product, dice: random.Random) -> str | None:
    cycle = dice.choice(sorted(product.standard_ends))
    return dice.choice(
        (cycle, cycle, f"{cycle}.0.2", f"{cycle}.99", cycle.split(".", maxsplit=1)[0], "99999.1", None)
    )


def _end(day: date, dice: random.Random) -> str:
    return dice.choice((near(day, dice), near(day, dice), near(day, dice), "not-announced", "unknown"))


def _contract(day: date, dice: random.Random) -> Facts:
    written: Facts = {"supplier": "Acme"}
    if dice.random() < 0.85:
        written["ends"] = _end(day, dice)
    if dice.random() < 0.6:
        written["replacement_agreed"] = yes_no(dice)
    return written


def _incident(day: date, dice: random.Random) -> Facts:
    written: Facts = {"summary": "Stopped: twice, at night"}
    if dice.random() < 0.8:
        written["date"] = near(day, dice)
    if dice.random() < 0.8:
        written["severity"] = dice.choice(("minor", "moderate", "major", "severe"))
    if dice.random() < 0.2:
        written["ongoing"] = yes_no(dice)
    return written


def _vulnerabilities(day: date, dice: random.Random) -> Facts:
    written: Facts = {"note": "Scan of the web tier only"}
    if dice.random() < 0.8:
        written["known"] = dice.choice(("no", "no", yes_no(dice)))
    if dice.random() < 0.7:
        written["checked"] = near(day, dice)
    return written


def _hosting(dice: random.Random) -> object:
    kinds = ("on-premises", "private-cloud", "public-cloud", "saas", "supplier-hosted", "hybrid")
    kind = dice.choice(kinds)
    return dice.choice((kind, {"type": kind, "location": "Two halls in Wales"}, {"location": "Unknown hall"}))


def _failure(currency: str, dice: random.Random) -> str | None:
    boundaries = (5, 10, 20, 50, 1, 4, 7, 2)
    amount = dice.choice(boundaries) * dice.choice((1, 1, 1, 10)) * 10**6 + dice.choice((-1, 0, 0, 1))
    return dice.choice((money(amount, currency, dice), money(amount, currency, dice), None))


def _assessment(day: date, dice: random.Random) -> Facts:
    scores: Facts = {}
    share = dice.choice((0.2, 0.5, 1.0, 1.0))
    worst = dice.choice((1, 2, 3, 6, 6))
    least = dice.choice((1, 1, worst, max(1, worst - 2)))
    for criterion, code in (LIKELIHOOD | IMPACT).items():
        if dice.random() < share:
            top = 6 if criterion in LIKELIHOOD else 5
            scores[dice.choice((criterion, code))] = _score(min(dice.randint(least, worst), top), top, dice)
    return {"framework": dice.choice(("uk-litraf", None)), "date": near(day, dice), "scores": scores}


def _score(level: int, top: int, dice: random.Random) -> object:
    low, high = dice.randint(1, level), dice.randint(level, min(level + 2, top))
    forms: tuple[object, ...] = (
        str(level),
        str(level),
        str(level),
        {"score": str(level), "evidence": "Two contractors left, who know the batch suite"},
        {"score": str(level), "basis": "shared"},
        {"between": [str(low), str(high)], "basis": "shared", "evidence": "As it came"},
        {"between": [str(level), str(high)]},
        {"between": [str(low), str(level)], "evidence": "Scan incomplete"},
        "unknown",
        "not-applicable",
        None,
    )
    return dice.choice(forms)


def _remediation(dice: random.Random) -> Facts:
    plan: Facts = {"agreed": dice.choice(("yes", "partly", "no")), "target": "2029-03"}
    if dice.random() < 0.8:
        plan["funded"] = dice.choice(("yes", "Yes", "true", "partly", "no"))
    return {"plan": plan} | ({"options": options(dice)} if dice.random() < 0.7 else {})
