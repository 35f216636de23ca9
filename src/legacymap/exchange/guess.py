"""What the columns of a table most likely stand for, each guess with how many of its cells bear it out.

A heading proposes a field, the cells decide: below four fifths that can be read so, a column is kept.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from itertools import chain
from typing import cast

from legacymap.domain.frozen import dataclass
from legacymap.exchange.draft import CellInDoubt, Finding, Outcome, Place, Read, Refused, Sheet, Value
from legacymap.exchange.readings import SINGLE_ROUTES, Reading, kind_of, reader
from legacymap.exchange.readings.cells import is_placeholder, parts, plain, separator, text_of
from legacymap.exchange.readings.quantities import (
    DateOrder,
    MoneyColumn,
    Order,
    date_order,
    money_column,
    without_unit,
)

KEY, ORGANISATION = "key", "organisation"
_NEVER = ("assessment", "remediation", "vulnerabilities", "support", "consumers_complete")
_LEADING = frozenset(
    (
        *("application", "app", "system", "service", "it", "asset", "solution", "software", "product"),
        *("the", "current", "legacy"),
    )
)
_EITHER = re.compile(r"\s*[/&]\s*|\s+(?:and|or|und|oder|et|ou|en|of|og|eller)\s+", re.IGNORECASE)
_PREFIXES = re.compile(r"^(?:u_|x_[a-z0-9]+_|cmdb_ci(?:_\w+)?\.|custom\.)+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_ORDERS: Mapping[Order, tuple[str, str]] = {
    "dmy": ("day/month", "month/day"),
    "mdy": ("month/day", "day/month"),
}
_LISTS = frozenset({"list", "references", "technologies"})
_MOST_WORDS = 60
_MOST_UNREAD = 8
_VERSION_WORDS = frozenset(("version", "versions", "release", "versie", "ver"))
_LONG_WORDS = {"os": "operating system", "db": "database", "dbms": "database"}
_PRODUCT_WORDS = frozenset(("product", "name", "software", "number", "no"))
_Cells = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken for: a route, `key`, `organisation`, or empty where it is kept.

    `readable` of `filled` cells can be read so. `values` lists the words of a field with fixed words, None
    beside those whose meaning is a question; `persons` the rows, from 0, whose owner is a person. `why` is a
    comment for people. `rank` is 0 for the most usual heading of its route. `version` is the heading of the
    versions of a column of products, whose own guess says `is_version`. Of a column that is kept, `proposed`
    is the route that its heading names, and `unread` are the words that were not understood as that.
    """

    heading: str
    column: int
    route: str = ""
    readable: int = 0
    filled: int = 0
    dates: DateOrder | None = None
    unit: int = 1
    split: str = ""
    values: Mapping[str, str | None] = field(default_factory=dict)
    persons: tuple[int, ...] = ()
    why: str = ""
    rank: int = 0
    version: str = ""
    is_version: bool = False
    proposed: str = ""
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a guess may ask beyond the table: whether words are a person, a product, a known system."""

    names_a_person: Callable[[str], bool] = lambda _: False
    is_product: Callable[[str], bool] = lambda _: False
    is_system: Callable[[str], bool] = lambda _: False
    currency: str = "GBP"


class Headings:
    """Routes by what registers call them."""

    def __init__(self, synonyms: Mapping[str, Iterable[Iterable[str]]]) -> None:
        """From `headings.yaml`: lists of headings by route."""
        self._routes: dict[str, tuple[str, int]] = {}
        for route, lists in synonyms.items():
            if not any(part in _NEVER for part in route.split(".")):
                for rank, each in enumerate(chain.from_iterable(lists)):
                    self._routes.setdefault(normalised(each), (route, rank))

    def route(self, heading: str) -> str | None:
        """The route that a heading names, also behind words such as `application`; None where none is."""
        found = self._found(heading)
        return found[0] if found else None

    def rank(self, heading: str) -> int:
        """How far down a heading stands among those of its route."""
        found = self._found(heading)
        return found[1] if found else 0

    def _found(self, heading: str) -> tuple[str, int] | None:
        if (written := heading.strip()) in SINGLE_ROUTES and not any(
            part in _NEVER for part in written.split(".")
        ):
            return written, 0  # as a register of ours names it
        found = self._of_words(normalised(heading))
        if found is None and len(either := _EITHER.split(heading.strip())) > 1:
            each = {self._of_words(normalised(part)) for part in either}
            routes = {one[0] for one in each if one is not None}
            if None not in each and len(routes) == 1:  # `Platform / technology`
                return routes.pop(), max(one[1] for one in each if one is not None)
        return found

    def _of_words(self, words: str) -> tuple[str, int] | None:
        found = self._routes.get(words)
        while found is None and words.partition(" ")[0] in _LEADING:
            words = words.partition(" ")[2]
            found = self._routes.get(words)
        return found


def normalised(heading: str) -> str:
    """A heading for comparison, without unit and currency: `u_Go-Live (dd/mm/yyyy)` and `go live` are one."""
    bare = _PREFIXES.sub("", heading.strip())
    bare = without_unit(bare if bare.isupper() else _HUMP.sub(" ", bare))
    outside = _BRACKETED.sub(" ", bare)
    return " ".join(re.sub(r"[\W_]+", " ", (outside if outside.strip() else bare).casefold()).split())


def guessed(
    headings: Sequence[str], rows: Sequence[_Cells], names: Headings, around: Surroundings
) -> tuple[Guess, ...]:
    """A guess for every column of a table; `rows` are its cells by column, None where empty."""
    columns: list[_Cells] = [
        [row[place] if place < len(row) else None for row in rows] for place in range(len(headings))
    ]
    own_names = _own_names(headings, columns, names)
    known = replace(around, is_system=lambda text: plain(text) in own_names or around.is_system(text))
    guesses = []
    for place, heading in enumerate(headings):
        filled = len(columns[place]) - columns[place].count(None) - columns[place].count("")
        kept = Guess(heading, place, filled=filled, rank=names.rank(heading))
        guesses.append(_guess(kept, columns[place], names.route(heading), known))
    return tuple(_with_versions(_one_a_route(_with_a_name(guesses, columns)), columns))


def not_guessed(sheet: Sheet, guesses: Sequence[Guess]) -> list[Finding]:
    """What there is to say of the headings whose cells are kept, the first time that they are seen."""
    found = []
    for each in guesses:
        if each.route or each.is_version or not each.filled:
            continue
        place = Place(
            sheet.file, sheet.name, sheet.header_row, each.column + 1, each.heading, sheet.header_row
        )
        why = f" ({each.why})" if each.why else ""
        message = f"The heading `{each.heading}` is not guessed{why}; {_kept(each.filled)}"
        hint = "If it is a field of the record, say so in the mapping."
        found.append(Finding("heading-not-mapped", message, place, hint))
    return found


def _kept(count: int) -> str:
    return f"its {count:,} cells are kept" if count > 1 else "its one cell is kept"


def _own_names(headings: Sequence[str], columns: Sequence[_Cells], names: Headings) -> frozenset[str]:
    """The names and keys of the rows themselves, for comparison."""
    named = [place for place, heading in enumerate(headings) if names.route(heading) in {"name", KEY}]
    return frozenset(
        plain(text_of(value)) for place in named for value in columns[place] if _is_filled(value)
    )


def _is_filled(value: Value) -> bool:
    return value is not None and value != ""


def _guess(kept: Guess, cells: _Cells, route: str | None, around: Surroundings) -> Guess:
    if route is None or not kept.filled:
        return replace(kept, why="" if kept.filled else "no cell is filled")
    filled = [value for value in cells if _is_filled(value)]
    if route == ORGANISATION:
        return replace(kept, route=route, readable=len(filled), why=_counted(len(filled), len(filled)))
    if route == KEY:
        return _key(kept, filled)
    if kind_of(route) in _LISTS:
        return _list(kept, route, filled, around)
    return _field(kept, cells, route, around)


def _field(kept: Guess, cells: _Cells, route: str, around: Surroundings) -> Guess:
    """The guess of a column of single values, by how many of its cells can be read."""
    kind = kind_of(route)
    dates = date_order(cells) if kind in {"date", "end"} else None
    money = money_column(kept.heading, cells) if kind == "money" else MoneyColumn()
    reading = Reading(
        order=dates.order if dates else "dmy",
        money=money,
        currency=around.currency,
        names_a_person=around.names_a_person,
    )
    read = reader(route, reading)
    seen: dict[object, Outcome] = {}  # registers say the same over and over

    def told(value: Value) -> Outcome:
        said = value if type(value) is str else (type(value), value)
        found = seen.get(said)
        if found is None:
            found = seen[said] = read(value, "")
        return found

    outcomes = [(row, told(value)) for row, value in enumerate(cells) if _is_filled(value)]
    persons = tuple(row for row, each in outcomes if isinstance(each, Refused) and not each.keeps)
    readable = sum(isinstance(each, Read) for _, each in outcomes) + len(persons)
    guess = replace(
        kept,
        route=route,
        readable=readable,
        dates=dates,
        unit=money.unit if kind == "money" else 1,
        values=_words([value for value in cells if _is_filled(value)], route) if kind == "word" else {},
        persons=persons,
        why=_why(readable, kept.filled, dates, persons),
        unread=_unread(outcomes, cells),
    )
    return _unreadable(guess) if readable * 5 < kept.filled * 4 else guess


def _unreadable(guess: Guess) -> Guess:
    """A column that does not read as its heading says is kept; a status is asked, lest all become live."""
    if guess.route == "status" and guess.values:
        return replace(guess, why=f"{guess.why}: say what each word means")
    why = f"could be {guess.route}, but only {guess.readable} of {guess.filled} cells can be read so"
    return replace(guess, route="", proposed=guess.route, persons=(), why=why)


def _unread(outcomes: Iterable[tuple[int, Outcome]], cells: _Cells) -> tuple[str, ...]:
    """The words that were not understood, most frequent first; none where they are many."""
    texts = Counter(
        " ".join(text_of(cells[row]).split())
        for row, each in outcomes
        if isinstance(each, Refused) and each.keeps and not isinstance(cells[row], CellInDoubt)
    )
    few = {} if len(texts) > _MOST_UNREAD else texts
    return tuple(sorted(few, key=lambda text: (-few[text], text)))


def _key(kept: Guess, filled: Sequence[Value]) -> Guess:
    """A column of keys: no two rows have one."""
    texts = [text_of(value) for value in filled if not isinstance(value, CellInDoubt)]
    distinct = len({plain(text) for text in texts})
    if distinct * 5 < len(filled) * 4:
        return replace(kept, why=f"could be the key, but only {distinct} of {len(filled)} are distinct")
    return replace(
        kept, route=KEY, readable=distinct, why=f"guessed: {distinct} of {len(filled)} are distinct"
    )


def _list(kept: Guess, route: str, filled: Sequence[Value], around: Surroundings) -> Guess:
    counts = Counter(value.strip() for value in filled if isinstance(value, str))
    texts = [text for text in counts if not is_placeholder(text)]
    is_known: Callable[[str], bool] = {"technologies": around.is_product, "references": around.is_system}.get(
        kind_of(route), lambda text: around.is_product(text) or around.is_system(text)
    )
    split = separator(texts, is_known) or ""
    if route in {"replaced_by", "part_of"}:
        split = ""
    readable = sum(counts[text] for text in texts)
    if readable * 5 < len(filled) * 4:
        why = f"could be {route}, but only {readable} of {len(filled)} cells are texts"
        return replace(kept, readable=readable, why=why)
    items: Counter[str] = Counter()
    for text in texts:
        for item in parts(text, split) if split else [text]:
            items[item] += counts[text]
    of_known = [count for item, count in items.items() if is_known(item)]
    told = f"; {sum(of_known)} of {sum(items.values())} items are known" if items else ""
    why = _counted(readable, len(filled)) + told
    return replace(kept, route=route, readable=readable, split=split, why=why)


def _words(filled: Iterable[Value], route: str) -> dict[str, str | None]:
    """What each word of a column means, in the order of their number; None where that is a question."""
    read = reader(route)
    counts: Counter[str] = Counter()
    meanings: dict[str, str | None] = {}
    for (_, value), count in Counter((type(value), value) for value in filled).items():
        if isinstance(value, CellInDoubt) or is_placeholder(text_of(value)):
            continue
        word = " ".join(text_of(value).split())
        counts[word] += count
        outcome = read(value, "")
        meanings[word] = cast("str", outcome.value) if isinstance(outcome, Read) else None
    if len(counts) > _MOST_WORDS:
        return {}
    return {word: meanings[word] for word in sorted(counts, key=lambda word: (-counts[word], word))}


def _with_a_name(guesses: list[Guess], columns: Sequence[_Cells]) -> list[Guess]:
    """The guesses, with other names or a description for the name where no column is, and all differ."""
    if any(guess.route == "name" for guess in guesses):
        return guesses
    alias = next((guess for guess in guesses if guess.route in {"aliases", "description"}), None)
    if alias is None or len({text_of(value) for value in columns[alias.column]}) < len(columns[alias.column]):
        return guesses
    why = "taken for the name: no other column is"
    return [replace(each, route="name", split="", why=why) if each is alias else each for each in guesses]


def _with_versions(guesses: list[Guess], columns: Sequence[_Cells]) -> list[Guess]:
    """The guesses, each column of products with that of its versions: `Database` and `Database version`."""
    by_heading = sorted(guesses, key=lambda each: each.heading)  # their order in the source decides nothing
    products = {_stem(each.heading): each for each in by_heading if each.route == "technologies"}
    found: dict[int, Guess] = {}
    for each in by_heading:
        product = (
            products.get(_stem(each.heading)) if not each.route and _is_of_versions(each.heading) else None
        )
        if product is None or product.column in found or product.split or not each.filled:
            continue
        read = reader("technologies.version")
        readable = sum(
            isinstance(read(value, ""), Read) for value in columns[each.column] if _is_filled(value)
        )
        if readable * 5 < each.filled * 4:
            why = f"could be versions of `{product.heading}`, but only {readable} of {each.filled} are texts"
            found[each.column] = replace(each, readable=readable, why=why)
            continue
        found[product.column] = replace(product, version=each.heading)
        found[each.column] = replace(each, is_version=True, readable=readable)
    return [found.get(each.column, each) for each in guesses]


def _is_of_versions(heading: str) -> bool:
    return any(word in _VERSION_WORDS for word in normalised(heading).split())


def _stem(heading: str) -> str:
    """What a heading speaks of, whether it names the product or its version."""
    words = [_LONG_WORDS.get(word, word) for word in normalised(heading).split()]
    return " ".join(word for word in words if word not in _VERSION_WORDS | _PRODUCT_WORDS)


def _one_a_route(guesses: Sequence[Guess]) -> list[Guess]:
    """Of two columns for one route the better filled; technologies and texts that join may have several."""
    best: dict[str, Guess] = {}
    for guess in guesses:
        held = best.get(guess.route)
        if held is None or _better(guess) < _better(held):
            best[guess.route] = guess
    result = []
    for guess in guesses:
        first = best[guess.route]
        if not guess.route or guess is first or guess.route == "technologies":
            rivals = [each.heading for each in guesses if each.route == guess.route and each is not guess]
            told = guess.route and guess.route != "technologies" and rivals
            also = f"; better filled than {', '.join(sorted(rivals))}" if told else ""
            result.append(replace(guess, why=guess.why + also))
        else:
            why = f"could be {guess.route} as well, for which `{first.heading}` is better filled"
            result.append(Guess(guess.heading, guess.column, "", guess.readable, guess.filled, why=why))
    return result


def _better(guess: Guess) -> tuple[int, int, str]:
    """Smaller for the better of two: more readable cells, then the more usual heading; never their order."""
    return -guess.readable, guess.rank, guess.heading


def _counted(readable: int, filled: int) -> str:
    return f"guessed: {readable} of {filled}"


def _why(readable: int, filled: int, dates: DateOrder | None, persons: Sequence[int]) -> str:
    words = [_counted(readable, filled)]
    if dates is not None:
        words += _of_dates(dates)
    if persons:
        words.append(f"{len(persons)} name a person: give the role")
    return "; ".join(words)


def _of_dates(dates: DateOrder) -> list[str]:
    if dates.order is None:
        dmy, mdy = len(dates.only_dmy), len(dates.only_mdy)
        return [f"{dmy} cells can only be day/month, {mdy} only month/day: say which"]
    if dates.is_decided:
        this, other = _ORDERS[dates.order]
        count = len(dates.only_dmy) + len(dates.only_mdy)
        return [f"{count} cells can only be {this}; none {other}"]
    return [f"{dates.either} cells read either way"] if dates.either else []
