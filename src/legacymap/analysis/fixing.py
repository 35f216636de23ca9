"""Mends what is certain: ids for names, dates and money in the accepted form, look-alike characters.

By the edits of the writing room: comments, order and layout stay. A file that cannot be read whole stays as
it is (cli, `validate --fix`).
"""

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from legacymap.analysis.analysis import Analysis, analyse
from legacymap.analysis.editing import MeaningWouldChangeError, applied, difference, is_same_meaning
from legacymap.analysis.request import Request
from legacymap.domain.dates import end_of_cover, financial_year
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Fault, Place, Route
from legacymap.domain.findings import Path as Steps
from legacymap.domain.frozen import dataclass
from legacymap.domain.money import signed_money
from legacymap.domain.system import level
from legacymap.domain.values import integer, reference, slug, yes_no
from legacymap.exchange.draft import Outcome, Read
from legacymap.exchange.readings.quantities import MoneyColumn, read_end, read_money
from legacymap.exchange.records import folded_name
from legacymap.reading.files import File, listing
from legacymap.reading.key_hints import canonical
from legacymap.reading.lookalikes import plain
from legacymap.reading.single import Original, original, values_of
from legacymap.reading.text import Unreadable
from legacymap.rules import RULEBOOK
from legacymap.writing.edits import edited
from legacymap.writing.files import replaced

_ACCEPTED: Mapping[str, Callable[[object], object]] = {
    "bad-date": end_of_cover,
    "bad-money": signed_money,
    "bad-yes-no": yes_no,
    "bad-id": slug,
    "bad-reference": reference,
    "bad-number": integer,
    "bad-financial-year": financial_year,
    "score-outside-scale": level,
}
_MOST_ROUNDS = 6
_MOST_CHARACTERS = 100  # a file and round, where each is read back by itself
_LINES = re.compile("[\r\x85\u2028\u2029]")
_REFERENCES = frozenset({"bad-reference", "dangling-dependency", "unknown-consumer"})
_LOOK_ALIKES = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u202f\u2009", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)


@dataclass(frozen=True, slots=True)
class Mend:
    """A value that was mended: where it stands, the rule's code, and the value before and after."""

    place: Place
    code: str
    before: str
    after: str


@dataclasses.dataclass(slots=True)
class Fixed:
    """What is mended, the texts before and after by the path that is shown, and why files were left alone.

    `rounds` says how much was mended each time, `has_errors` whether the inventory had errors before.
    """

    mends: list[Mend] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    left_alone: dict[str, str] = field(default_factory=dict)
    rounds: list[int] = field(default_factory=list)
    has_errors: bool = False

    @property
    def difference(self) -> str:
        """The unified difference of the files."""
        return difference(self.before, self.after)


def fixed(request: Request, *, is_written: bool, only: tuple[Path, ...] = ()) -> Fixed:
    """Every certain mend of the inventory (of the paths `only`, where some are named), written file by file.

    Without `is_written` it is only to be shown. What is mended is judged again, until nothing more is
    certain: a record that gets an id is read then, and may have faults of its own.
    """
    wanted = {each.path.resolve() for each in listing(only).files} if only else None
    files = [each for each in listing(request.paths).files if wanted is None or each.path.resolve() in wanted]
    result = Fixed()
    while len(result.rounds) < _MOST_ROUNDS:
        held = {name: text.encode() for name, text in result.after.items()}
        analysis = analyse(replace(request, held=held))
        if not result.rounds:
            result.has_errors = any(each.severity == "error" and each.counts for each in analysis.outline)
        before = len(result.mends)
        _mend_files([replace(each, held=held.get(each.shown)) for each in files], analysis, result)
        result.rounds.append(len(result.mends) - before)
        if not result.rounds[-1]:
            break
    if is_written:
        for file in files:
            if file.shown in result.after:
                _write(file, result.before[file.shown], result.after[file.shown])
    return result


def _mend_files(files: Iterable[File], analysis: Analysis, result: Fixed) -> None:
    """Mends values in each file, or characters where no value is left to mend."""
    certain = _Certain(analysis, _names(analysis))
    by_file: dict[str, list[Fault]] = {}
    for fault in analysis.faults:
        if RULEBOOK.weight(fault, analysis.weights) != "off":
            by_file.setdefault(fault.where.file, []).append(fault)
    for file in files:
        faults = by_file.get(file.shown, [])
        if faults:
            _mend_file(file, faults, certain, result)


def _mend_file(file: File, faults: Sequence[Fault], certain: "_Certain", result: Fixed) -> None:
    try:
        read = original(file)
    except RequestError as error:
        result.left_alone[file.shown] = error.message
        return
    text, mends = _with_values(read, faults, certain)
    if not mends:
        text, mends = _with_characters(read, faults, certain)
    if mends:
        result.mends += sorted(mends, key=lambda each: (each.place.line, each.place.column))
        result.before.setdefault(file.shown, _whole(read, read.text))
        result.after[file.shown] = _whole(read, text)


def _with_values(read: Original, faults: Iterable[Fault], certain: "_Certain") -> tuple[str, list[Mend]]:
    """The text with values in the accepted form, and what was mended."""
    values: list[object] = list(values_of(_ended(read.text)))
    found: dict[int, dict[Steps, Mend]] = {}
    for fault in faults:
        route = fault.where
        if isinstance(route, Route) and not route.on_key and route.document < len(values):
            before = _at(values[route.document], route.path)
            after = certain.mend(fault, before) if isinstance(before, str) else None
            if isinstance(before, str) and after not in {None, before}:
                code = RULEBOOK.by_name[fault.rule].code
                mend = Mend(certain.place(fault), code, before, str(after))
                found.setdefault(route.document, {}).setdefault(route.path, mend)
    text = read.text
    mends: list[Mend] = []
    for document, by_path in sorted(found.items()):
        done = edited(text, document, [(path, mend.after) for path, mend in by_path.items()])
        text = done.text
        refused = {each.path for each in done.refused}
        made = {path: mend for path, mend in by_path.items() if path not in refused}
        values[document] = applied(values[document], [(path, mend.after) for path, mend in made.items()])
        mends += made.values()
    if mends and not is_same_meaning(list(values_of(_ended(text))), values):
        raise MeaningWouldChangeError
    return text, mends


def _with_characters(read: Original, faults: Iterable[Fault], certain: "_Certain") -> tuple[str, list[Mend]]:
    """The text without the look-alikes that were named in it, and with keys in the format's own spelling.

    All are tried at once, and one by one where that changes the meaning: one that holds the YAML together,
    or a key that is there already, stays.
    """
    named = [(each, certain.place(each)) for each in faults if each.mend is not None and _is_spelling(each)]
    text, mends = _exchanged(read.text, named)
    if mends and _says_the_same(read.text, text):
        return text, mends
    text, mends = read.text, []
    for each in named[:_MOST_CHARACTERS]:
        changed, made = _exchanged(text, [each])
        if made and _says_the_same(text, changed):
            text = changed
            mends += made
    return text, mends


def _is_spelling(fault: Fault) -> bool:
    """Whether a fault is one of characters alone: a look-alike, or a key with capitals or blanks in it."""
    is_key = isinstance(fault.where, Route) and fault.where.on_key and fault.rule == "unknown-key"
    return is_key or bool(fault.character)


def _exchanged(text: str, named: Iterable[tuple[Fault, Place]]) -> tuple[str, list[Mend]]:
    """The text with the look-alikes of some faults exchanged for what they should be."""
    lines = text.split("\n")
    mends = []
    for fault, place in named:
        line, meant = lines[place.line - 1], fault.mend or ""
        if isinstance(fault.where, Place):  # all of a kind on a line are one finding
            body, end = (line[:-1], line[-1:]) if line.endswith("\r") else (line, "")
            before, after = fault.character, meant
            new = body.replace(before, after) + end
        else:
            before = line[place.column - 1 : place.end_column - 1]
            after = meant if canonical(before) == canonical(meant) else before
            new = line[: place.column - 1] + after + line[place.end_column - 1 :]
        if new != line:
            lines[place.line - 1] = new
            mends.append(Mend(place, RULEBOOK.by_name[fault.rule].code, before, after))
    return "\n".join(lines), mends


def _says_the_same(before: str, after: str) -> bool:
    """Whether two texts differ by look-alikes, invisible characters, blanks, and the case of keys alone."""
    try:
        return _plainly(values_of(_ended(before))) == _plainly(values_of(_ended(after)))
    except Unreadable:
        return False


def _plainly(value: object) -> object:
    if isinstance(value, dict):
        return [(canonical(str(key)), _plainly(inner)) for key, inner in value.items()]
    if isinstance(value, list | tuple):
        return [_plainly(inner) for inner in value]
    return " ".join(_LINES.sub(" ", plain(value)).split()) if isinstance(value, str) else value


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _whole(read: Original, text: str) -> str:
    return read.mark + text


def _write(file: File, before: str, after: str) -> None:
    def accept(_: Path) -> None:
        if file.path.read_bytes() != before.encode():
            raise RequestError(f"`{file.shown}` has changed in the meantime.", "Run the command again.")

    replaced(file.path, after, accept)


def _at(value: object, path: Steps) -> object:
    for step in path:
        if isinstance(value, dict):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return value if isinstance(value, str) else None  # a short form
    return value


def _names(analysis: Analysis) -> Mapping[str, str]:
    """The full id of each name and alias that only one system has."""
    found: dict[str, set[str]] = {}
    for full_id, record in analysis.inventory.records.items():
        for name in (record.system.name, *(record.system.aliases or ())):
            found.setdefault(folded_name(name), set()).add(full_id)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


class _Certain:
    """Knows what was certainly meant by a faulty value."""

    def __init__(self, analysis: Analysis, names: Mapping[str, str]) -> None:
        self._analysis = analysis
        self._names = names

    def place(self, fault: Fault) -> Place:
        """Where the fault stands."""
        return self._analysis.sources.place(fault.where)

    def mend(self, fault: Fault, value: str) -> str | None:
        """What to write instead; None where more than one thing may be meant."""
        if fault.mend is not None:
            return fault.mend
        if fault.rule in _REFERENCES and (named := self._names.get(folded_name(value))):
            organisation = fault.system.partition("/")[0]
            return named.removeprefix(f"{organisation}/")
        return next(self._accepted(fault.rule, value), None)

    def _accepted(self, rule: str, value: str) -> Iterator[str]:
        """The forms of a value that the field accepts, the surest first."""
        accepts = _ACCEPTED.get(rule)
        if accepts is None:
            return
        plain = unicodedata.normalize("NFKC", value.translate(_LOOK_ALIKES)).strip()
        outcomes: list[Outcome] = [Read(plain)]
        if rule == "bad-date":
            outcomes.append(read_end(plain, None))
        elif rule == "bad-money":
            outcomes.append(read_money(plain, "", MoneyColumn(), _currency_of(plain)))
        for each in outcomes:
            if isinstance(each, Read) and isinstance(each.value, str) and _is_accepted(accepts, each.value):
                yield each.value


def _is_accepted(accepts: Callable[[object], object], value: str) -> bool:
    try:
        accepts(value)
    except ValueError:
        return False
    return True


def _currency_of(text: str) -> str:
    """The currency that an amount is written in: whether it is the right one is another rule's question."""
    return "EUR" if "€" in text else "USD" if "$" in text else "GBP"
