"""A guessed mapping as the file that a person reviews (exchange, section 3.1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from legacymap.exchange.draft import Place, id_of
from legacymap.exchange.guess import KEY, ORGANISATION, Guess
from legacymap.exchange.readings.cells import text_of
from legacymap.exchange.records import RECORD_KEYS
from legacymap.exchange.sheets import Table
from legacymap.writing.plain import Value, entry_lines, flow, scalar

_UNITS = {1_000: "k", 1_000_000: "m", 1_000_000_000: "bn"}
_MOST_ORGANISATIONS = 100
_MOST_CELLS = 10
_WIDEST = 110
_HEAD = """\
# How {file} is read: guessed on the first import, yours from now on.
# A heading stands beside the field that it fills, `keep` or `ignore`; the comment says how many cells bear
# the guess out. Mend what is wrong, give every word without a meaning one, and import again.
"""


def mapping_text(name: str, table: Table, guesses: Sequence[Guess], organisation: str | None = None) -> str:
    """The mapping as text with a comment beside each guess; the order of the columns does not show in it.

    `organisation` is whose systems they are, where no column says it.
    """
    sheet = table.sheet
    source: dict[str, Value] = {"from": "table", **({"sheet": sheet.name} if sheet.name else {})}
    if sheet.header_row != 1:
        source["header_row"] = str(sheet.header_row)
    lines = [*_HEAD.format(file=sheet.file).splitlines(), *entry_lines("import", name)]
    lines += entry_lines("source", source)
    by_route = {guess.route: guess for guess in guesses}
    if ORGANISATION in by_route:
        guess = by_route[ORGANISATION]
        lines += _commented(entry_lines("organisation", _organisation(table, guess, name)), guess.why)
    elif organisation is not None:
        lines += entry_lines("organisation", organisation)
    if KEY in by_route:
        lines += _commented(entry_lines("key", by_route[KEY].heading), by_route[KEY].why)
    lines.append("columns:")
    columns = [each for each in guesses if each.route not in {KEY, ORGANISATION} and not each.is_version]
    for guess in sorted(columns, key=_rank):
        lines += [f"  {line}" for line in _column(guess, table)]
    return "\n".join([*lines, ""])


def _rank(guess: Guess) -> tuple[int, str, str]:
    """Fields in the order of the format, then what is kept."""
    first = guess.route.partition(".")[0].partition("[")[0]
    number = RECORD_KEYS.index(first) if first in RECORD_KEYS else len(RECORD_KEYS)
    return number, guess.route, guess.heading


def _column(guess: Guess, table: Table) -> list[str]:
    options = _options(guess)
    to: Value = {"to": guess.route, **options} if options else guess.route or "keep"
    lines = entry_lines(guess.heading, to)
    if guess.proposed:
        return [*_commented(entry_lines(guess.heading, "keep"), guess.why), *_instead(guess, table)]
    if guess.values:
        lines = _open_values(guess, options)
    why = guess.why
    if guess.persons:
        why += f" ({_cells(table, guess)})"
    return _commented(lines, why)


def _options(guess: Guess) -> dict[str, Value]:
    """What a column's entry says besides its route."""
    options: dict[str, Value] = {}
    if guess.values:
        options["values"] = {word: meaning or "" for word, meaning in guess.values.items()}
    if guess.dates is not None and guess.dates.order is not None:
        is_told = guess.dates.either or guess.dates.only_dmy or guess.dates.only_mdy
        options |= {"dates": guess.dates.order} if is_told else {}
    if guess.unit in _UNITS:
        options["unit"] = _UNITS[guess.unit]
    if guess.split:
        options["split"] = guess.split
    if guess.version:
        options["version"] = guess.version
    return options


def _instead(guess: Guess, table: Table) -> list[str]:
    """What could stand in the place of a column that is kept, once its words have meanings, as a comment."""
    meant = replace(guess, route=guess.proposed, proposed="", why="")
    lines = _column(meant, table)
    if not guess.values and guess.unread:
        options = {"to": guess.proposed, **_options(meant)}
        words = ", ".join(f"{scalar(word, in_brackets=True)}: " for word in guess.unread)
        inner = ", ".join(f"{key}: {flow(value)}" for key, value in options.items())
        lines = [f"{scalar(guess.heading, in_brackets=True)}: {{{inner}, words: {{{words}}}}}"]
    return [f"# {line}".rstrip() for line in lines]


def _open_values(guess: Guess, options: Mapping[str, Value]) -> list[str]:
    """A column with the words of its cells, and nothing beside those that are questions."""
    words = [
        f"{scalar(word, in_brackets=True)}: {scalar(meaning, in_brackets=True) if meaning else ''}"
        for word, meaning in guess.values.items()
    ]
    rest = {key: value for key, value in options.items() if key != "values"}
    inner = [f"to: {flow(guess.route)}", *(f"{key}: {flow(value)}" for key, value in rest.items())]
    heading = scalar(guess.heading, in_brackets=True)
    line = f"{heading}: {{{', '.join(inner)}, values: {{{', '.join(words)}}}}}"
    if len(line) <= _WIDEST:
        return [line]
    return [
        f"{heading}:",
        *(f"  {each}" for each in inner),
        "  values:",
        *(f"    {each.rstrip()}" for each in words),
    ]


def _organisation(table: Table, guess: Guess, name: str) -> dict[str, Value]:
    texts = sorted(
        {
            " ".join(text_of(row.cells[guess.column]).split())
            for row in table.rows
            if row.cells[guess.column] is not None
        }
    )
    values = {text: id_of(text, text, name) for text in texts if text}
    if not values or len(values) > _MOST_ORGANISATIONS:
        return {"column": guess.heading}
    return {"column": guess.heading, "values": values}


def _cells(table: Table, guess: Guess) -> str:
    places = [table.sheet.place(table.rows[row], guess.column) for row in guess.persons[:_MOST_CELLS]]
    more = len(guess.persons) - len(places)
    return ", ".join([*_short(places), *([f"and {more} more"] if more > 0 else [])])


def _short(places: Iterable[Place]) -> list[str]:
    return [each.cell or f"line {each.line}" for each in places]


def _commented(lines: list[str], why: str) -> list[str]:
    words = " ".join(why.split())
    return [f"{lines[0]}   # {words}", *lines[1:]] if words else lines
