"""Raw values as short text for people."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal

from legacymap.domain.assessment import Rating
from legacymap.domain.catalogue import SupportState
from legacymap.domain.figures import Spread
from legacymap.domain.findings import Diagnostic
from legacymap.domain.frozen import dataclass
from legacymap.domain.money import pounds_text
from legacymap.domain.results import Entry, Provenance
from legacymap.domain.system import Source
from legacymap.domain.values import Handling
from legacymap.reports.escape import sanitised
from legacymap.reports.view import Amount, Cell, Judgement, Kind

NOTHING = "-"
_SCALES = ((1_000_000_000, "bn"), (1_000_000, "m"), (1_000, "k"))
_RATINGS = {
    "red": Judgement("red", "red", "alarm"),
    "possibly-red": Judgement("possibly-red", "could be red", "caution"),
    "not-red": Judgement("not-red", "not red", "calm"),
}
_NOT_SCORED = Judgement("", "not scored")
_STATES = {
    "ended": Judgement("ended", "ended", "alarm"),
    "ends-within-3-years": Judgement("ends-within-3-years", "ends within 3 years", "caution"),
    "supported": Judgement("supported", "supported", "calm"),
    "not-announced": Judgement("not-announced", "not announced"),
    "unknown": Judgement("unknown", "unknown"),
}
FindingStatus = Literal["error", "warning", "waived", "known"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many errors and warnings count, and how many findings a waiver accepts or a baseline knows."""

    errors: int
    warnings: int
    waived: int
    known: int = 0


def shown(value: Cell, kind: Kind) -> str:
    """A value as people read it, on one line and sanitised; scores to one decimal."""
    match value:
        case None | "":
            return NOTHING
        case str() | Judgement():
            return sanitised(value if isinstance(value, str) else value.words)
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


def is_over(spend: float, cap: float) -> bool:
    """Whether a year spends more than its cap, to the penny: a plan may where a line carries forward."""
    return round(spend * 100) > round(cap * 100)


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: `1 system`, `1,200 systems`."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def confirmed_of(count: int, confirmed: int) -> Cell:
    """A count; where not all of it rests on confirmed dependencies alone, people read how much does."""
    if confirmed == count:
        return count
    return Judgement(f"{count}", f"{count:,} ({confirmed or 'none':{',' if confirmed else ''}} confirmed)")


def rough(count: int) -> str:
    """A count in a sentence: `9,400`, `212k`, `2.1m`, `1.5bn`."""
    if count < 100_000:
        return f"{count:,}"
    scale, suffix = next(pair for pair in _SCALES if count >= pair[0])
    digits = f"{count / scale:.1f}" if count < 100 * scale else f"{count / scale:,.0f}"
    return f"{digits.removesuffix('.0')}{suffix}"


def rating_of(rating: Rating | None) -> Judgement:
    """A rating in words; `not scored` where there is none."""
    return _RATINGS[rating] if rating else _NOT_SCORED


def rating_or_status(entry: Entry) -> Judgement:
    """The rating of an entry, or the word of its record that says why it has none: retired, external."""
    if entry.score:
        return rating_of(entry.score.rating)
    system = entry.record.system
    outside = system.status in {"proposed", "retired"}
    return Judgement("", system.status if outside else system.kind)


def yes_or_no(answer: bool | None) -> str | None:  # noqa: FBT001 - the answer is the subject, not a flag
    """`yes`, `no`, or None for no answer."""
    return None if answer is None else "yes" if answer else "no"


def marking_text(handling: Handling, source: Provenance | None = None) -> str:
    """A handling marking as it is printed: `OFFICIAL-SENSITIVE`, `TOP SECRET`.

    What was made from returns has their audiences' titles beside it.
    """
    marking = handling.upper().replace("TOP-", "TOP ")
    return ": ".join((marking, *((source and source.shared_for) or ())))


def state_in_words(state: SupportState) -> Judgement:
    """The state in words; it also colours."""
    return _STATES[state]


def source_text(source: Source | None) -> str:
    """Title, address and date of a source, as far as they are known."""
    if source is None:
        return ""
    parts = (source.title, source.url, str(source.date) if source.date else None)
    return ", ".join(part for part in parts if part)


def tally(diagnostics: Iterable[Diagnostic]) -> Tally:
    """The counts of some diagnostics."""
    words = Counter(finding_status(found) for found in diagnostics)
    return Tally(words["error"], words["warning"], words["waived"], words["known"])


def finding_status(found: Diagnostic) -> FindingStatus:
    """The severity of a finding that counts, and why it does not for any other."""
    if found.waived is not None:
        return "waived"
    return "known" if found.known else found.severity


def tally_text(counts: Tally) -> str:
    """The counts as a phrase: `2 errors, 1 warning and 1 waived`, or `no findings`; those known not in it."""
    parts = [counted(counts.errors, "error")] if counts.errors else []
    parts += [counted(counts.warnings, "warning")] if counts.warnings else []
    parts += [f"{counts.waived:,} waived"] if counts.waived else []
    if len(parts) < 2:
        return parts[0] if parts else "no findings"
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics by file, line, column, code and message."""
    return sorted(
        diagnostics,
        key=lambda found: (found.place.file, found.place.line, found.place.column, found.code, found.message),
    )


def sentences(found: Diagnostic) -> str:
    """The message and the hint as sentences on one line."""
    hint = sanitised(found.redacted_hint)
    return f"{message(found)}. {hint}" if hint else f"{message(found)}."


def message(found: Diagnostic) -> str:
    """The message alone, without a full stop."""
    return sanitised(found.redacted)


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
    if 0 < share <= 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{share:.0%}"
