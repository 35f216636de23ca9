"""Mends what is certain: ids for names, dates and money in the accepted form, look-alike characters.

By the edits of the writing room: comments, order and layout stay. A file that cannot be read whole stays as
it is (cli, `validate --fix`).
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from legacymap.analysis.analysis import Analysis, analyse
from legacymap.analysis.editing import MeaningWouldChangeError, applied, difference, is_same_meaning
from legacymap.analysis.request import Request
from legacymap.domain.dates import end_of_cover, financial_year
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Fault, Place, Route
from legacymap.domain.findings import Path as Steps
from legacymap.domain.money import signed_money
from legacymap.domain.system import level
from legacymap.domain.values import integer, reference, slug, yes_no
from legacymap.exchange.draft import Outcome, Read
from legacymap.exchange.readings.amounts import MoneyColumn, read_money
from legacymap.exchange.readings.dates import read_end
from legacymap.exchange.records import folded_name
from legacymap.reading.files import File, listing
from legacymap.reading.single import Original, original, values_of
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


@dataclass(slots=True)
class Fixed:
    """What is mended, the texts before and after by the path that is shown, and why files were left alone."""

    mends: list[Mend] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    left_alone: dict[str, str] = field(default_factory=dict)

    @property
    def difference(self) -> str:
        """The unified difference of the files."""
        return difference(self.before, self.after)


def fixed(request: Request, *, is_written: bool, only: tuple[Path, ...] = ()) -> Fixed:
    """Every certain mend of the inventory (of the paths `only`, where some are named), written file by file.

    Without `is_written` it is only to be shown.
    """
    analysis = analyse(request)
    names = _names(analysis)
    result = Fixed()
    by_file: dict[str, list[Fault]] = {}
    for fault in analysis.faults:
        if isinstance(fault.where, Route) and not fault.where.on_key:
            by_file.setdefault(fault.where.file, []).append(fault)
    wanted = {each.path.resolve() for each in listing(only).files} if only else None
    files = [each for each in listing(request.paths).files if wanted is None or each.path.resolve() in wanted]
    for file in files:
        faults = by_file.get(file.shown, [])
        if faults:
            _mend_file(file, faults, _Certain(analysis, names), result)
    if is_written:
        for file in files:
            if file.shown in result.after:
                _write(file, result.before[file.shown], result.after[file.shown])
    return result


def _mend_file(file: File, faults: Iterable[Fault], certain: "_Certain", result: Fixed) -> None:
    try:
        read = original(file)
    except RequestError as error:
        result.left_alone[file.shown] = error.message
        return
    values: list[object] = list(values_of(read.text if read.text.endswith("\n") else f"{read.text}\n"))
    found: dict[int, dict[Steps, Mend]] = {}
    for fault in faults:
        route = fault.where
        if isinstance(route, Route) and route.document < len(values):
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
    if mends:
        _check(text, values)
        result.mends += sorted(mends, key=lambda each: (each.place.line, each.place.column))
        result.before[file.shown] = _whole(read, read.text)
        result.after[file.shown] = _whole(read, text)


def _whole(read: Original, text: str) -> str:
    return read.mark + text


def _check(text: str, values: list[object]) -> None:
    """The text read back holds the old values and the mends, and nothing else."""
    if not is_same_meaning(list(values_of(text if text.endswith("\n") else f"{text}\n")), values):
        raise MeaningWouldChangeError


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
