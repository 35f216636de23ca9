"""Amounts of money as people write them."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Self

from pydantic import PlainValidator

from legacymap.domain.frozen import dataclass
from legacymap.domain.pattern import pattern
from legacymap.domain.values import invalid

# The currencies of ISO 4217 that are written with $, also those that people put letters before: R$, MOP$.
_DOLLARS_AND_PESOS = """
ARS AUD BBD BMD BND BRL BSD BZD CAD CLP COP CUP CVE DOP FJD GYD HKD JMD KYD LRD MOP MXN
NAD NIO NZD SBD SGD SRD TOP TTD TWD USD UYU WST XCD XCG
"""
SYMBOLS = {
    "£": frozenset({"GBP", "GIP", "FKP", "SHP", "EGP", "LBP", "SDG", "SSP", "SYP"}),
    "€": frozenset({"EUR"}),
    "$": frozenset(_DOLLARS_AND_PESOS.split()),
    "¥": frozenset({"JPY", "CNY"}),
}
_SUFFIXES = {"": 1, "k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:_[0-9]+)*)(?:\.[0-9]+)?|\.[0-9]+"
_PATTERN = pattern(
    rf"(?P<sign>[-+−]?)\s*(?P<symbol>[£€$¥]?)\s*(?P<inner>[-+−]?)(?P<number>{_NUMBER})\s*(?P<suffix>k|m|bn)?",
    re.IGNORECASE,
)
_FORMS = "Write it as 1250000, £1.25m, 300k or 2bn; quote it when it has commas."
_LONGEST = 40
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole currency units, the symbol as written, if any, and whether a suffix scaled it."""

    amount: Decimal
    symbol: str = ""
    scaled: bool = False

    def agrees_with(self, other: Self) -> bool:
        """Whether both may state one amount: written in whatever way, but not with two symbols."""
        return self.amount == other.amount and len({self.symbol, other.symbol} - {""}) < 2

    def __float__(self) -> float:
        return float(self.amount)


def signed_money(value: object) -> Money:
    """The amount that `£1.25m`, `300k`, `1_250_000` or `-£2m` names; raises the fault `bad-money`."""
    if not isinstance(value, str):
        raise invalid("wrong-type", "An amount of money was expected here, not a list or mapping", _FORMS)
    return _amount(value.strip())


def money(value: object) -> Money:
    """The same, but not below zero; raises the fault `negative-money`."""
    amount = signed_money(value)
    if amount.amount < 0:
        raise invalid("negative-money", "is negative", "Only `annual_saving` may be negative.", str(value))
    return amount


def pounds_text(amount: float) -> str:
    """An amount as people say it: £950, £300k, £1.2m, £2.1bn."""
    sign, size = ("-" if amount < 0 else ""), abs(amount)
    for scale, suffix in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        # 999,960 is £1.0m, not £1,000k.
        if round(size / scale, 1) >= 1:
            shown = f"{size / scale:,.0f}" if suffix == "k" else f"{size / scale:,.1f}"
            return f"{sign}£{shown}{suffix}"
    return f"{sign}£{size:,.0f}"


@lru_cache(maxsize=_REMEMBERED)  # records share amounts: one value of each is faster, and smaller
def _amount(text: str) -> Money:
    if len(text) == 3 and text.isdigit() and text.startswith("0"):
        raise invalid(
            "split-number",
            "looks like the rest of a number that a comma has split",
            'In a list, quote amounts that have commas ("£1,250,000") or write them without (£1.25m).',
            text,
        )
    found = _PATTERN.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None or (found["sign"] and found["inner"]):
        raise invalid("bad-money", "is not an amount of money", _FORMS, text)
    suffix = (found["suffix"] or "").lower()
    amount = Decimal(found["number"].replace(",", "").replace("_", "")) * _SUFFIXES[suffix]
    negative = (found["sign"] or found["inner"]) in {"-", "−"}
    return Money(-amount if negative else amount, found["symbol"], bool(suffix))


MoneyField = Annotated[Money, PlainValidator(money)]
SignedMoneyField = Annotated[Money, PlainValidator(signed_money)]
