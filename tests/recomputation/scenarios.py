"""A scenario as plain data, and its prices: section 7 of `method.md`, and the scenario file of `cli.md`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

import yaml

from tests.recomputation.plain import at, pounds, rows, text, yes

FUNDS = ("rdel", "cdel")


@dataclass(frozen=True)
class Line:
    """A budget line; caps by place of the year, in the price base."""

    organisation: str
    fund: str
    caps: tuple[Fraction, ...]
    carry_forward: bool
    floors: tuple[Fraction | None, ...] = ()


@dataclass(frozen=True)
class Must:
    """Something that is complete by a year; no options: any that leaves, or that ends red."""

    system: str
    by: int
    options: tuple[str, ...] | None


@dataclass(frozen=True)
class Target:
    """A figure, how much it may be, and from which year on; of `no_red` the selection."""

    figure: str
    most: Fraction
    by: int
    chosen: Mapping[str, str]


@dataclass(frozen=True)
class Settled:
    """A scenario; `bias` and `tail_cap` are by fund."""

    first: int
    years: int
    appraisal: int
    rate: Fraction | None
    price_base: str | None
    deflators: Mapping[str, Fraction]
    bias: Mapping[str, Fraction]
    upper: Fraction | None
    renew_contracts: bool
    lines: tuple[Line, ...]
    tail_cap: Mapping[str, Fraction]
    capacity: Mapping[str, int]
    fixed: Mapping[str, tuple[str, int]]
    forbidden: frozenset[tuple[str, str | None]]
    late: int = 0
    discounted: bool = True
    # An option, a start, or neither may be left open.
    fixes: tuple[tuple[str, str | None, int | None], ...] = ()
    musts: tuple[Must, ...] = ()
    starts: Mapping[str, int] = field(default_factory=dict)
    targets: tuple[Target, ...] = ()
    worth: Fraction | None = None

    def price(self, written: object, base: object) -> Fraction:
        """An amount in the prices of the scenario's base."""
        amount, stated = pounds(written) or Fraction(0), text(base)
        if stated is None or stated == self.price_base:
            return amount
        return amount * self.deflators[self.price_base or ""] / self.deflators[stated]

    def factor(self, year: int) -> Fraction:
        """What a pound of this year is worth in year 0."""
        found = Fraction(1)
        for number in range(1, year + 1):
            green = (
                Fraction(35, 1000)
                if number <= 30
                else (Fraction(3, 100) if number <= 75 else Fraction(25, 1000))
            )
            found /= 1 + (green if self.rate is None else self.rate)
        return found

    def weight(self, year: int) -> Fraction:
        """What a point of risk of this year is worth in year 0."""
        return self.factor(year) if self.discounted else Fraction(1)

    def shared(self, share: Fraction) -> "Settled":
        """The scenario with a share of every budget; the cap on later spend is not scaled."""
        lines = (
            replace(
                line,
                caps=tuple(pence(cap * share) for cap in line.caps),
                floors=tuple(None if floor is None else pence(floor * share) for floor in line.floors),
            )
            for line in self.lines
        )
        return replace(self, lines=tuple(lines))


def settled(file: Path) -> Settled:
    """The scenario in this file."""
    [told] = yaml.load_all(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    years = [text(year) or "" for year in rows(at(told, "years")) or []]
    first, base = int(years[0][:4]), text(at(told, "price_base"))
    deflators = {year: Fraction(text(index) or "") for year, index in _pairs(at(told, "deflators"))}
    cash = at(told, "caps_in") == "cash"
    scale = Fraction(text(at(told, "scale")) or 1)

    def limit(written: object, year: str) -> Fraction | None:
        amount = pounds(written)
        return (
            None
            if amount is None
            else pence(amount * scale * (deflators[base or ""] / deflators[year] if cash else 1))
        )

    lines = tuple(
        Line(
            text(at(line, "organisation")) or "",
            text(at(line, "fund")) or "",
            tuple(limit(at(line, "caps", year), year) or Fraction(0) for year in years),
            carry_forward=bool(yes(at(line, "carry_forward"))),
            floors=tuple(limit(at(line, "floor", year), year) for year in years),
        )
        for line in rows(at(told, "budgets")) or []
    )
    upper = text(at(told, "optimism_bias", "upper"))
    rate = text(at(told, "discount", "rate"))
    fixes = tuple(
        (
            text(at(each, "system")) or "",
            text(at(each, "option")),
            None if start is None else int(start[:4]) - first,
        )
        for each in rows(at(told, "fix")) or []
        for start in [text(at(each, "start"))]
    )
    return Settled(
        first=first,
        years=len(years),
        appraisal=int(text(at(told, "appraisal_years")) or 10),
        rate=None if rate is None else Fraction(rate),
        price_base=base,
        deflators=deflators,
        bias={fund: Fraction(text(at(told, "optimism_bias", fund)) or 0) for fund in FUNDS},
        upper=None if upper is None else Fraction(upper),
        renew_contracts=yes(at(told, "renew_contracts")) is not False,
        lines=lines,
        tail_cap={fund: cap for fund in FUNDS if (cap := pounds(at(told, "tail_cap", fund))) is not None},
        capacity={owner: int(text(most) or "") for owner, most in _pairs(at(told, "capacity"))},
        fixed={
            system: (option, start)
            for system, option, start in fixes
            if option is not None and start is not None
        },
        fixes=fixes,
        musts=tuple(
            Must(
                text(at(each, "system")) or "",
                int((text(at(each, "by")) or "")[:4]) - first,
                None if at(each, "options") is None else tuple(map(str, rows(at(each, "options")) or [])),
            )
            for each in rows(at(told, "must")) or []
        ),
        starts={owner: int(text(most) or "") for owner, most in _pairs(at(told, "starts"))},
        targets=tuple(_target(each, first) for each in rows(at(told, "goal", "targets")) or []),
        worth=pounds(at(told, "worth_at_most")),
        forbidden=frozenset(
            (text(at(each, "system")) or "", text(at(each, "option")))
            for each in rows(at(told, "forbid")) or []
        ),
    )


def _target(told: object, first: int) -> Target:
    by = int((text(at(told, "by")) or "")[:4]) - first
    chosen = {key: text(value) or "" for key, value in _pairs(at(told, "no_red"))}
    for figure in ("expected_red", "weighted_risk"):
        stated = text(at(told, figure))
        if stated is not None:
            share = Fraction(stated.rstrip("%")) / (100 if stated.endswith("%") else 1)
            return Target(figure, share, by, {})
    return Target("no_red", Fraction(0), by, chosen)


def pence(amount: Fraction) -> Fraction:
    """An amount to the penny, half to even."""
    return Fraction(round(amount * 100), 100)


def _pairs(node: object) -> list[tuple[str, object]]:
    return [*node.items()] if isinstance(node, dict) else []
