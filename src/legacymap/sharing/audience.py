"""For whom a return is made: the shipped audiences, and what of a record each lets out, as plain values."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args, get_origin

from legacymap.domain.dates import PartialDate, financial_year_of, financial_year_text
from legacymap.domain.findings import Fault, Route
from legacymap.domain.frozen import dataclass
from legacymap.domain.money import Money
from legacymap.domain.nearest import did_you_mean
from legacymap.domain.routes import model_in, record_routes
from legacymap.domain.sharing import EVERYTHING, Audience
from legacymap.domain.system import System
from legacymap.domain.values import Model

SHIPPED = ("internal", "government", "supplier", "public")
# Keys that hold sentences: they leave only where a route names them by themselves.
FREE_TEXT = frozenset(
    {
        "assessor", "basis", "description", "disposition", "evidence", "note", "notes", "purpose", "scope",
        "source", "sources", "summary", "what", "why", "work",
    }
)  # fmt: skip
# What a scan rests on besides scores: without these a return cannot count exactly.
COUNTED_BY = ("kind", "status", "depends_on", "used_by", "part_of", "remediation.plan.funded")
_UNNAMED = frozenset({"id", "withheld", "owners"})  # `owner` speaks for both of its keys
_OF_ASSESSMENTS = (("assessment", "date"), ("assessment", "assessor"), ("assessment", "scores", "evidence"))
Steps = tuple[str, ...]
Written = Callable[[Steps, str], str | None]
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


class Allowed:
    """The routes of a record that leave, asked by path: keys without the places in lists."""

    def __init__(self, audience: Audience) -> None:
        self._everything = audience.is_everything
        fields = {tuple(each.split(".")) for each in audience.fields}
        if audience.scores == "facts":
            fields |= {("assessment",)}
        self._fields = frozenset(fields)
        self._above = frozenset(each[:end] for each in self._fields for end in range(1, len(each)))
        self._known: dict[tuple[str, ...], bool] = {}

    def leaves(self, path: tuple[str, ...]) -> bool:
        """Whether the value at a path leaves; of a mapping, whether anything in it may."""
        found = self._known.get(path)
        if found is None:
            found = self._known[path] = self._everything or self._leaves(path)
        return found

    def is_named(self, path: tuple[str, ...]) -> bool:
        """Whether the value at a path, itself no mapping, leaves whole."""
        return self.leaves(path) and path not in self._above

    def _leaves(self, path: tuple[str, ...]) -> bool:
        if path in self._fields or path in self._above:
            return True
        ends = range(1, len(path))
        below = [end for end in ends if path[:end] in self._fields]
        return bool(below) and not any(step in FREE_TEXT for step in path[max(below) :])


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

    def is_invalid(self, path: Steps) -> bool:
        """Whether something at or below a route could not be read."""
        routes = (tuple(step for step in each if isinstance(step, str)) for each in self.invalid)
        return any(each[: len(path)] == path for each in routes)


def shipped_audience(name: str) -> Path:
    """The file of a shipped audience."""
    return Path(__file__).with_name(f"{name}.yaml")


def audience_faults(audience: Audience, route: Route) -> Iterator[Fault]:
    """What is wrong with an audience beyond its form: routes that no record has."""
    known = routes()
    for number, named in enumerate(audience.fields):
        if named == EVERYTHING or named in known:
            continue
        hint = did_you_mean(named, known) or "The routes are those of a record: `contracts.ends`."
        message = f"`{named[:80]}` is not a route of a record"
        if named in {"id", "assessment", "assessment.scores"}:
            message, hint = (
                f"`{named}` is not a route to name",
                "`scores` says how scores leave; ids always do.",
            )
        yield Fault("bad-choice", message, route.to("fields", number), hint, subject=("fields", number))


@lru_cache
def routes() -> Mapping[str, None]:
    """Every route that an audience may name, in the order of a record's keys."""
    found: dict[str, None] = {}
    for path in record_routes():
        if path[0] not in _UNNAMED and (path[0] != "assessment" or path in _OF_ASSESSMENTS):
            found[".".join(path)] = None
    return found


@lru_cache
def words() -> frozenset[str]:
    """The words that the format itself has for a record: its keys, and the values that a field allows."""
    found = {part for path in record_routes() for part in path}
    models: list[type[Model]] = [System]
    while models:
        for about in models.pop().model_fields.values():
            found |= {each for each in _literals(about.annotation) if isinstance(each, str)}
            inner = model_in(about.annotation)
            models += [inner] if inner is not None else []
    return frozenset(found)


def cut(value: object, path: Steps, how: Cut) -> object | None:  # noqa: PLR0911 - one return a type
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
    return _plain(value, path[-1], in_years=how.in_years)


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


def texts(value: object, path: Steps, how: Cut) -> set[str]:
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


def money_text(amount: Money) -> str:
    """An amount with its symbol, in whole units as far as it has them."""
    number = amount.amount
    text = f"{number:f}" if number % 1 else f"{int(number)}"
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    # A suffix spares small amounts the question whether millions were meant.
    if amount.scaled and 0 < abs(number) < 1000:
        return f"{sign}{amount.symbol}{(abs(number) / 1000).normalize():f}k"
    return f"{sign}{amount.symbol}{digits}"


def _literals(annotation: object) -> Iterator[object]:
    for part in get_args(annotation):
        if get_origin(annotation) is Literal:
            yield part
        else:
            yield from _literals(part)


def _plain(value: object, key: str, *, in_years: bool) -> str:
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


def _year(value: PartialDate, key: str) -> str:
    """The financial year of a date; the calendar year in which it begins where the text would be a month."""
    day = value.first if key in _FROM_FIRST else value.last
    year = financial_year_of(day)
    if not date.min.year < year < date.max.year:
        return f"{day.year:04d}"
    return f"{year:04d}" if 1 <= (year + 1) % 100 <= 12 else financial_year_text(year)


def _cut_model(value: Model, path: Steps, how: Cut) -> dict[str, object] | None:
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


def _cut_items(values: tuple[object, ...], path: Steps, how: Cut) -> list[object] | None:
    if not values:  # an empty list states that there is none
        return [] if how.allowed.is_named(path) and not how.is_invalid(path) else None
    kept = [each for one in values if (each := cut(one, path, how)) is not None]
    return kept or None
