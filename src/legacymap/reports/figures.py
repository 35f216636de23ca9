"""Raw values as short text for people."""

from datetime import date
from decimal import Decimal

from legacymap.domain.assessment import Spread
from legacymap.domain.money import pounds_text
from legacymap.reports.inert import inert
from legacymap.reports.view import Amount, Cell, Judgement, Kind

NOTHING = "-"
_SCALES = ((1_000_000_000, "bn"), (1_000_000, "m"), (1_000, "k"))


def shown(value: Cell, kind: Kind) -> str:
    """A value as people read it, on one line and inert; scores to one decimal."""
    match value:
        case None | "":
            return NOTHING
        case str() | Judgement():
            return inert(value if isinstance(value, str) else value.words)
        case Spread():
            return _spread(value, kind)
        case Amount(amount, symbol):
            return _money(amount, symbol)
        case date():
            return value.isoformat()
        case _:
            return _number(value, kind)


def day(value: date) -> str:
    """A day in words: 22 November 2026."""
    return f"{value.day} {value:%B} {value.year}"


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: `1 system`, `1,200 systems`."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def rough(count: int) -> str:
    """A count in a sentence: `9,400`, `212k`, `2.1m`, `1.5bn`."""
    if count < 100_000:
        return f"{count:,}"
    scale, suffix = next(pair for pair in _SCALES if count >= pair[0])
    digits = f"{count / scale:.1f}" if count < 100 * scale else f"{count / scale:,.0f}"
    return f"{digits.removesuffix('.0')}{suffix}"


def _spread(value: Spread, kind: Kind) -> str:
    if kind == "levels":
        return f"{value.low:g}" if value.low == value.high else f"{value.low:g}-{value.high:g}"
    expected = f"{value.expected:.1f}"
    return expected if value.low == value.high else f"{expected} ({value.low:.1f}-{value.high:.1f})"


def _money(amount: Decimal, symbol: str) -> str:
    sign = "-" if amount < 0 else ""
    scale, suffix = next((pair for pair in _SCALES if abs(amount) >= pair[0]), (1, ""))
    return f"{sign}{symbol}{(abs(amount) / scale).normalize():f}{suffix}"


def _number(value: float, kind: Kind) -> str:
    if kind == "share":
        return _per_cent(value)
    if kind == "money":
        return pounds_text(value)
    if kind == "working":
        return f"{value:,.4f}"
    return f"{value:,.1f}" if kind == "score" else f"{value:,}"


def _per_cent(share: float) -> str:
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{share:.0%}"
