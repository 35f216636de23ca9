"""A comparison as people read it: the headline with its parts, then who became worse, better, known."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from legacymap.domain.assessment import Rating
from legacymap.domain.changes import Value
from legacymap.domain.comparison import (
    STEPS,
    ActionChange,
    Bounds,
    Comparison,
    CriterionChange,
    Fact,
    Number,
    Parts,
    PlanFigure,
    Planned,
    Side,
    SystemChange,
    Total,
)
from legacymap.domain.dates import financial_year_text
from legacymap.domain.findings import Diagnostic
from legacymap.domain.nearest import listed
from legacymap.domain.results import finding_counts
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.view import (
    BRIEF,
    NAME,
    SENTENCE,
    WHOLE_ID,
    WORD,
    Block,
    Cell,
    Column,
    Columns,
    Heading,
    Judgement,
    Prose,
    Table,
    View,
    tabled,
)
from legacymap.reports.view import Fact as Labelled
from legacymap.reports.words import counted, marking_text, rating_of

_FIGURES = {
    "red": "red",
    "possibly_red": "could be red",
    "legacy": "legacy",
    "expected_red": "expected red",
}
_PATH = (
    "A change is split along one path: method (framework, prior), catalogue (support dates), time, learned "
    "(was absent or unknown, is now stated), changed (stated otherwise, withdrawn, come or gone). The parts "
    "sum to the whole; another order would shift some of it."
)
_SMALL = 0.005  # below it, a figure to two decimals is nought
_FEW = 4
_HAIR = 1e-12
_LESS = 1e-6  # what a point of the score weighs beside a chance of red


def diff_view(found: Comparison, *, redacted: bool = False) -> View:
    """The whole comparison; `redacted` quotes no value of a statement that is not for everybody."""
    words = _Words(redacted=redacted)
    return View(
        title=f"What has changed from {found.old.source} to {found.new.source}",
        marking=marking_text(found.handling, found.new.provenance),
        blocks=(
            *lacks(found.incomplete),
            *_notes(found),
            Prose(_headline(found)),
            *_totals(found.totals),
            *_systems(found, words),
            *_plan(found),
            *_known(found, words),
            *_findings("New findings", found.findings.new, words),
            *_findings("Findings that are gone", found.findings.gone, words),
            *_rest(found),
        ),
        provenance=(*_side("old", found.old), *_side("new", found.new)),
    )


def _notes(found: Comparison) -> Iterator[Prose]:
    old = found.old
    if old.problem is not None:
        yield Prose(
            f"The earlier state could not be read ({old.problem}), so nothing is compared: the figures are "
            "those of the later state alone."
        )
    for side in (old, found.new):
        for each in side.notes:
            yield Prose(f"{side.source}: {each}.")
        errors = finding_counts(side.diagnostics).errors
        if errors:
            touched = "it touches" if errors == 1 else "they touch"
            yield Prose(f"{side.source} has {counted(errors, 'error')}; what {touched} counts as unknown.")
    if found.uncompared:
        yield Prose(f"Not compared, because one side could not be read: {_some(found.uncompared)}.")


def _headline(found: Comparison) -> str:
    """The four figures in a sentence, and how many systems stand where."""
    figures = ", ".join(_figure(each) for each in found.totals)
    counts = [
        (sum(each.state == state for each in found.systems), words)
        for state, words in (("new", "new"), ("gone", "gone"), ("renamed", "renamed"))
    ]
    counts = [(len(_worse(found)), "worse"), (len(_better(found)), "better"), *counts]
    said = listed([f"{count:,} {words}" for count, words in counts if count], "and")
    if found.old.problem is not None:
        return f"{figures[:1].upper()}{figures[1:]}."
    return f"{figures[:1].upper()}{figures[1:]}. {f'Systems: {said}' if said else 'No system moved'}."


def _figure(total: Total) -> str:
    name = _FIGURES[total.figure]
    if total.old is None or total.new is None:
        return f"{name} {_number(total.new)}"
    if not total.parts or not any(_parts(total.parts)):
        return f"{name} {_number(total.new)} as before"
    return f"{name} {_number(total.old)} → {_number(total.new)} ({_through(total.parts)})"


def _number(value: Number | None) -> str:
    if value is None:
        return "unknown"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def _signed(value: Number) -> str:
    if isinstance(value, int):
        return f"{value:+,}"
    if value and abs(value) < _SMALL:
        return "+0.00" if value > 0 else "-0.00"
    return f"{value:+,.2f}"


def _parts(parts: Parts) -> tuple[Number, ...]:
    return tuple(getattr(parts, step) for step in STEPS)


def _through(parts: Parts) -> str:
    """The parts that are not nought, in words: `time +0.30, changed -0.10`."""
    return ", ".join(
        f"{step} {_signed(value)}" for step, value in zip(STEPS, _parts(parts), strict=True) if value
    )


def _totals(totals: Sequence[Total]) -> Iterator[Table]:
    """A row a figure; columns of parts that are nought everywhere are left out."""
    compared = [each for each in totals if each.parts is not None]
    if not compared:
        return
    used = [
        step
        for step in STEPS
        if any(each.parts is not None and getattr(each.parts, step) for each in compared)
    ]
    columns = (
        Column("figure", "figure"),
        Column("old", "before", "count"),
        Column("new", "after", "count"),
        *(Column(step, step, "count") for step in used),
    )
    rows = tuple(
        (
            _FIGURES[each.figure],
            _number(each.old),
            _number(each.new),
            *(_signed(getattr(each.parts, step)) for step in used),
        )
        for each in compared
    )
    yield Table("The figures", columns, rows, _PATH)


class _Words:
    """How statements are put into words; redacted ones quote no value that is not for everybody."""

    def __init__(self, *, redacted: bool) -> None:
        self._is_redacted = redacted

    def criterion(self, system: SystemChange, change: CriterionChange) -> str:
        """A criterion with its bounds, and the statements behind it."""
        facts = "; ".join(self.fact(system, each) for each in change.facts[:_FEW])
        more = f"; {len(change.facts) - _FEW:,} more" if len(change.facts) > _FEW else ""
        behind = f" ({facts}{more})" if facts else ""
        named = f"{change.code} {change.id.replace('_', ' ')}"
        if self._hides(system, change.facts):
            return f"{named}{behind}"
        return f"{named} {_both_bounds(change.old, change.new)}{behind}"

    def fact(self, system: SystemChange, fact: Fact) -> str:
        """A statement with both values, how it came to differ, and where it stands."""
        place = fact.new_place or fact.old_place
        at = f", {place.file}:{place.line}" if place else ""
        if self._hides(system, (fact,)):
            return f"{fact.route} {fact.how}{at}"
        return f"{fact.route}: {_value(fact.old)} → {_value(fact.new)}, {fact.how}{at}"

    def finding(self, found: Diagnostic) -> str:
        """The message of a finding."""
        return found.redacted if self._is_redacted else found.message

    def finding_system(self, found: Diagnostic) -> str:
        """The system of a finding, where it may be named."""
        return found.redacted_system if self._is_redacted else found.system

    def _hides(self, system: SystemChange, facts: Iterable[Fact]) -> bool:
        return self._is_redacted and (not system.is_open or any(each.is_sensitive for each in facts))


def _value(value: Value) -> str:
    if value is None:
        return "not stated"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _both_bounds(old: Bounds | None, new: Bounds | None) -> str:
    """Levels before and after, with their bases where those differ."""
    if old and new and old.basis == new.basis:
        return f"{_levels(old)} → {_levels(new)}"
    return f"{_bounds(old)} → {_bounds(new)}"


def _bounds(bounds: Bounds | None) -> str:
    if bounds is None:
        return "none"
    return f"{_levels(bounds)} {bounds.basis}"


def _levels(bounds: Bounds) -> str:
    return f"{bounds.low}" if bounds.low == bounds.high else f"{bounds.low}-{bounds.high}"


def _rise(change: SystemChange) -> float:
    """By how much the chance of red rose, or else the expected score."""
    red = change.red_parts.whole
    return red if abs(red) > _HAIR else change.parts.whole * _LESS


def _worse(found: Comparison) -> list[SystemChange]:
    changed = [each for each in found.systems if each.state == "changed" and _rise(each) > 0]
    return sorted(changed, key=lambda each: (-_rise(each), each.id))


def _better(found: Comparison) -> list[SystemChange]:
    changed = [each for each in found.systems if each.state == "changed" and _rise(each) <= 0]
    return sorted(changed, key=lambda each: (_rise(each), each.id))


def _systems(found: Comparison, words: _Words) -> Iterator[Table]:
    columns = _columns(words)
    new = [each for each in found.systems if each.state == "new"]
    gone = [each for each in found.systems if each.state == "gone"]
    renamed = [each for each in found.systems if each.state == "renamed"]
    for title, rows in (("Worse", _worse(found)), ("Better", _better(found)), ("New", new), ("Gone", gone)):
        if rows:
            yield tabled(f"{title} ({len(rows):,})", columns, rows)
    if renamed:
        was = (Column("was", "was", least=BRIEF), lambda each: each.was)
        yield tabled(f"Renamed ({len(renamed):,})", (columns[0], was, *columns[1:]), renamed)


def _columns(words: _Words) -> Columns[SystemChange]:
    def why(change: SystemChange) -> str:
        said = [words.criterion(change, each) for each in change.criteria[:_FEW]]
        more = len(change.criteria) - _FEW
        return "; ".join(
            [*said, *([f"{counted(more, 'more criterion', 'more criteria')}"] if more > 0 else [])]
        )

    return (
        (Column("name", "system", "prose", least=BRIEF), lambda each: each.name),
        (Column("id", "id", priority=5, least=WHOLE_ID), lambda each: each.id),
        (Column("rating", "rating", "prose", least=NAME), lambda each: _pair(each.rating, _rating)),
        (Column("p_red", "P(red)", least=WORD), lambda each: _pair(each.p_red, _share)),
        (Column("expected", "score", priority=3, least=WORD), lambda each: _pair(each.expected, _score)),
        (Column("through", "through", priority=4, least=NAME), lambda each: _through(each.parts)),
        (Column("why", "what stands behind it", "prose", priority=2, least=NAME), why),
    )


def _pair(pair: tuple[object, object], word: Callable[[object], str]) -> Cell:
    old, new = (word(each) for each in pair)
    return new if old == new else f"{old} → {new}"


def _rating(rating: object) -> str:
    return rating_of(_as_rating(rating)).words


def _as_rating(rating: object) -> Rating | None:
    return rating if rating in {"red", "possibly-red", "not-red"} else None


def _share(value: object) -> str:
    return f"{value:.0%}" if isinstance(value, int | float) else "-"


def _score(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, int | float) else "-"


_MONEY = {
    "value": "value (risk removed)",
    "present_cost": "present cost",
    "net_present_cost": "net present cost",
}


def _plan(found: Comparison) -> Iterator[Block]:
    """What has become of the plan: its figures, and each action that came, went or moved, with its cause."""
    plan = found.plan
    if plan is None:
        return
    yield Heading("The plan")
    if plan.problem is not None:
        yield Prose(f"The plans cannot be compared: {plan.problem}")
        return
    used = [step for step in STEPS if any(getattr(each.parts, step) for each in plan.figures)]
    columns = (
        Column("figure", "figure"),
        Column("old", "before", "count"),
        Column("new", "after", "count"),
        *(Column(step, step, "count") for step in used),
    )
    rows = tuple(
        (
            _MONEY[each.figure],
            _plan_number(each, each.old),
            _plan_number(each, each.new),
            *(_plan_number(each, getattr(each.parts, step), sign="+") for step in used),
        )
        for each in plan.figures
    )
    yield Table("What it removes and costs", columns, rows, level=2)
    if not plan.actions:
        yield Prose("Its actions are as before.")
        return
    yield replace(tabled(f"Its actions ({len(plan.actions):,})", _actions(found), plan.actions), level=2)


def _plan_number(figure: PlanFigure, value: float, sign: str = "") -> str:
    if figure.figure == "value":
        return f"{value:{sign},.1f}"
    mark = "-" if value < 0 else sign
    return f"{mark}£{abs(value) / 1e6:,.2f}m"


def _actions(found: Comparison) -> Columns[ActionChange]:
    def cause(change: ActionChange) -> str:
        if change.cause is None:
            return "several changes together"
        if change.cause.system is None:
            return change.cause.kind
        name = found.names.get(change.cause.system, change.cause.system)
        return f"facts of {name}" if change.cause.system != change.system else "its own facts"

    return (
        (
            Column("name", "system", "prose", least=BRIEF),
            lambda each: found.names.get(each.system, each.system),
        ),
        (Column("id", "id", priority=5, least=WHOLE_ID), lambda each: each.system),
        (Column("state", "what"), lambda each: each.state),
        (Column("old", "before", "prose", least=BRIEF), lambda each: _planned(each.old)),
        (Column("new", "after", "prose", least=BRIEF), lambda each: _planned(each.new)),
        (Column("cause", "through", "prose", least=BRIEF), cause),
    )


def _planned(planned: Planned | None) -> Cell:
    if planned is None:
        return None
    years = f"{financial_year_text(planned.start)} to {financial_year_text(planned.complete)}"
    return f"{planned.option}, {years}"


_Row = tuple[SystemChange, CriterionChange]


def _known(found: Comparison, words: _Words) -> Iterator[Table]:
    """The criteria of which something is known now and was not, and the other way round."""
    every = [(system, each) for system in found.systems for each in system.criteria if each.old and each.new]
    known = [row for row in every if _is_unknown(row[1].old) and not _is_unknown(row[1].new)]
    lost = [row for row in every if _is_unknown(row[1].new) and not _is_unknown(row[1].old)]
    columns: Columns[_Row] = (
        (Column("name", "system", "prose", least=BRIEF), lambda row: row[0].name),
        (Column("id", "id", priority=5, least=WHOLE_ID), lambda row: row[0].id),
        (Column("criterion", "criterion"), lambda row: row[1].code),
        (Column("what", "before and after", "prose", least=SENTENCE), lambda row: words.criterion(*row)),
    )
    for title, rows in (("Known now", known), ("No longer known", lost)):
        if rows:
            yield tabled(f"{title} ({len(rows):,})", columns, rows)


def _is_unknown(bounds: Bounds | None) -> bool:
    return bounds is not None and bounds.basis == "unknown"


def _where(found: Diagnostic) -> str:
    return f"{found.place.file}:{found.place.line}"


def _findings(title: str, found: Sequence[Diagnostic], words: _Words) -> Iterator[Table]:
    columns: Columns[Diagnostic] = (
        (Column("severity", "severity"), lambda each: each.severity),
        (Column("rule", "rule"), lambda each: each.code),
        (Column("system", "system", "prose", priority=3, least=BRIEF), words.finding_system),
        (Column("place", "place", "prose", priority=2, least=BRIEF), _where),
        (Column("message", "message", "prose", least=SENTENCE), words.finding),
    )
    if found:
        rows = sorted(found, key=lambda each: (each.severity, each.place.file, each.place.line, each.code))
        yield tabled(f"{title} ({len(found):,})", columns, rows)


def _rest(found: Comparison) -> Iterator[Block]:
    arrows = found.arrows
    if arrows.added or arrows.removed:
        columns = (
            Column("change", "change"),
            Column("consumer", "needs", "prose", least=NAME),
            Column("needed", "is needed", "prose", least=NAME),
            Column("strength", "strength", priority=2),
            Column("confidence", "confidence", priority=3),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                change,
                *(_system(found, end) for end in (each.consumer, each.needed)),
                each.strength,
                each.confidence,
            )
            for change, every in (("added", arrows.added), ("removed", arrows.removed))
            for each in every
        )
        yield Table(f"Dependencies ({len(rows):,})", columns, rows)
    count = sum(len(each.facts) for each in found.other_facts)
    if count:
        where = counted(len(found.other_facts), "record")
        yield Prose(
            f"{counted(count, 'statement')} in {where} {'differs' if count == 1 else 'differ'} and "
            f"{'moves' if count == 1 else 'move'} no figure; the JSON lists them."
        )


def _system(found: Comparison, system: str) -> Judgement:
    return Judgement(system, found.names.get(system, system))


def _some(names: Sequence[str]) -> str:
    more = [f"{len(names) - _FEW:,} more"] if len(names) > _FEW else []
    return listed([*names[:_FEW], *more], "and")


def _side(label: str, side: Side) -> Iterator[Labelled]:
    commit = f", commit {side.commit[:12]}" if side.commit else ""
    yield Labelled(label, f"{side.source} as of {side.as_of}{commit}")
    if side.provenance is not None:
        yield from (
            Labelled(f"{label}: {each.label}", each.value, each.kind)
            for each in provenance(side.provenance)
            if each.label not in {"as of", "made by"}
        )
