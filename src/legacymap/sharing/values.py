"""A record's values as plain text, lists and mappings, cut to the routes that leave."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from legacymap.domain.dates import PartialDate, financial_year_of, financial_year_text
from legacymap.domain.money import Money
from legacymap.domain.values import Model
from legacymap.sharing.audience import Allowed

Path = tuple[str, ...]
Written = Callable[[Path, str], str | None]
_YEARS = frozenset({"price_base", "earliest", "latest", "committed"})  # financial years, as numbers
_REFERENCES = frozenset(
    {
        ("depends_on", "system"), ("used_by",), ("part_of",), ("replaced_by",),
        ("remediation", "options", "requires", "system"), ("remediation", "options", "moves_with"),
        ("remediation", "options", "moves_with", "system"),
    }
)  # fmt: skip
# Dates that count from their first day (format, section 3); all others from their last.
_FROM_FIRST = frozenset({"ends", "standard_ends", "extended_ends", "ours_ends"})


@dataclass(frozen=True, slots=True)
class Cut:
    """How values leave: the routes that do, what references become (None: gone), and how dates are written.

    `withheld` counts what did not leave, by route; it is added to. `invalid` are the paths of a record, as
    written, that could not be read: a list that is empty because of them states nothing.
    """

    allowed: Allowed
    written: Written
    in_years: bool
    withheld: Counter[str] = field(default_factory=Counter)
    invalid: tuple[tuple[str | int, ...], ...] = ()

    def is_invalid(self, path: Path) -> bool:
        """Whether something at or below a route could not be read."""
        routes = (tuple(step for step in each if isinstance(step, str)) for each in self.invalid)
        return any(each[: len(path)] == path for each in routes)


def cut(value: object, path: Path, how: Cut) -> object | None:  # noqa: PLR0911 - one return a type
    """The value at a path of a record as it leaves; None where nothing of it does."""
    if value is None:
        return None
    if isinstance(value, Model):
        return _cut_model(value, path, how)
    if isinstance(value, tuple):
        return _cut_items(value, path, how)
    if isinstance(value, Mapping):
        kept = {str(key): each for key, one in value.items() if (each := cut(one, path, how)) is not None}
        return kept or None
    if not how.allowed.leaves(path):
        how.withheld[".".join(path)] += 1
        return None
    if path in _REFERENCES:
        return how.written(path, str(value))
    return plain(value, path[-1], in_years=how.in_years)


def with_own_keys(made: object, written: object) -> None:
    """Adds the user's own keys (`x-`), at every depth, from what a file says to what leaves of it.

    Items are matched by their places; arrows, which are sorted on leaving, by the systems that they name.
    """
    if isinstance(made, dict) and isinstance(written, Mapping):
        for key, value in written.items():
            if str(key).startswith("x-"):
                made.setdefault(str(key), value)
            else:
                with_own_keys(made.get(key), value)
    elif isinstance(made, list) and isinstance(written, list | tuple):
        ends = {each["system"]: each for each in written if isinstance(each, Mapping) and "system" in each}
        for number, each in enumerate(made):
            if ends:
                end = each.get("system") if isinstance(each, dict) else each
                its = ends.get(end) if isinstance(end, str) else None
                made[number] = {"system": each} if isinstance(each, str) and own_keys(its) else each
            else:
                its = written[number] if len(made) == len(written) else None
            with_own_keys(made[number], its)


def own_keys(written: object) -> int:
    """How many of the user's own keys there are, at every depth."""
    if isinstance(written, Mapping):
        return sum(1 if str(key).startswith("x-") else own_keys(value) for key, value in written.items())
    if isinstance(written, list | tuple):
        return sum(map(own_keys, written))
    return 0


def texts(value: object, path: Path, how: Cut) -> set[str]:
    """Every text of a value that leaves, for a record whose file is no YAML as it stands."""
    found: set[str] = set()
    left = [cut(value, path, how)]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            left += [*each, *each.values()]
        elif isinstance(each, list):
            left += each
        elif isinstance(each, str):
            found.add(each)
    return found


def plain(value: object, key: str, *, in_years: bool) -> str:
    """A single value as an inventory writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, PartialDate):
        return _year(value, key) if in_years else value.text
    if isinstance(value, Money):
        return money_text(value)
    if isinstance(value, int) and key in _YEARS:
        return financial_year_text(value)
    return f"{Decimal(repr(value)):f}" if isinstance(value, float) else str(value)


def money_text(amount: Money) -> str:
    """An amount with its symbol, in whole units as far as it has them."""
    number = amount.amount
    text = f"{number:f}" if number % 1 else f"{int(number)}"
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    # A suffix spares small amounts the question whether millions were meant.
    if amount.scaled and 0 < abs(number) < 1000:
        return f"{sign}{amount.symbol}{(abs(number) / 1000).normalize():f}k"
    return f"{sign}{amount.symbol}{digits}"


def _year(value: PartialDate, key: str) -> str:
    """The financial year of a date; the calendar year in which it begins where the text would be a month."""
    day = value.first if key in _FROM_FIRST else value.last
    year = financial_year_of(day)
    if not date.min.year < year < date.max.year:
        return f"{day.year:04d}"
    return f"{year:04d}" if 1 <= (year + 1) % 100 <= 12 else financial_year_text(year)


def _cut_model(value: Model, path: Path, how: Cut) -> dict[str, object] | None:
    found: dict[str, object] = {}
    for key in type(value).model_fields:
        inner = getattr(value, key)
        if inner is None:
            continue
        at = (*path, key)
        each = cut(inner, at, how)
        if each is None and at in _REFERENCES and key == "system":
            return None  # an arrow without its end is none
        if each is not None and not _is_default(value, key, inner):
            found[key] = each
    return found or None


def _is_default(value: Model, key: str, inner: object) -> bool:
    """Whether a record says the same by saying nothing."""
    return key in {"strength", "confidence"} and inner == type(value).model_fields[key].default


def _cut_items(values: tuple[object, ...], path: Path, how: Cut) -> list[object] | None:
    if not values:  # an empty list states that there is none
        return [] if how.allowed.is_named(path) and not how.is_invalid(path) else None
    kept = [each for one in values if (each := cut(one, path, how)) is not None]
    return kept or None
