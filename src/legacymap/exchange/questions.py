"""What owners are asked: facts, not criteria, and one question for all that one fact settles."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, cast

from legacymap.domain.frozen import dataclass
from legacymap.exchange.readings.words import WORDS
from legacymap.exchange.records import expanded

Form = Literal["text", "money", "yes-no", "choice", "level", "items"]
DONT_KNOW = "don't know"
NONE_ROW = "there are none"
MOST_QUESTIONS = 40
# The columns of the sheets that hold one item a row, by the list of the record that they fill.
ITEM_SHEETS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "technologies": (
        "Technologies",
        ("product", "version", "upgrade_planned", "role", "standard_ends", "ours_ends"),
    ),
    "contracts": ("Contracts", ("supplier", "scope", "ends", "replacement_agreed", "exit_cost")),
    "incidents": ("Incidents", ("date", "severity", "ongoing", "summary")),
    "used_by": ("Consumers", ("system",)),
}
_SUPPORT = frozenset({"standard_ends", "ours_ends"})
EMPTY_ROWS = 5
_YES_NO = ("yes", "no")
_HOSTING = tuple(dict.fromkeys(WORDS["hosting"].values()))
_OWNER = "Which role or team answers for it? (no names of persons)"


@dataclass(frozen=True, slots=True)
class AskedCriterion:
    """A criterion as questions need it: the meaning of its levels, and what it is derived from."""

    id: str
    code: str
    name: str
    question: str
    levels: Mapping[int, str]
    derived_from: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A system to ask about: its record as written, its open criteria, and what answers are worth.

    `value` tells by how much the doubt falls once some criteria are known; `not_known` holds, by key, the day
    on which somebody answered that they did not know.
    """

    system: str
    name: str
    owner: str
    record: Mapping[str, object]
    open: tuple[AskedCriterion, ...]
    doubt: float
    value: Callable[[Collection[str]], float] = lambda _: 0.0
    not_known: Mapping[str, date] | None = None

    @property
    def organisation(self) -> str:
        """The id of its organisation."""
        return self.system.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask of one system: the route of the answer, why, what is on record, and what may be said.

    `choices` are the drop-down's words; `asked` says when it was not known before.
    """

    system: str
    name: str
    route: str
    text: str
    why: str
    form: Form
    on_record: str = ""
    choices: tuple[str, ...] = ()
    value: float = 0.0
    asked: date | None = None

    @property
    def key(self) -> str:
        """What tells it from all others: the full id and the route."""
        return f"{self.system}:{self.route}"

    @property
    def sheet(self) -> str:
        """The sheet on which it stands."""
        return ITEM_SHEETS[self.route][0] if self.form == "items" else "Questions"


@dataclass(frozen=True, slots=True)
class _Fact:
    """What settles the criteria that are derived from it."""

    route: str
    form: Form
    text: str
    derivations: tuple[str, ...]
    choices: tuple[str, ...] = ()


_FACTS = (
    _Fact(
        "technologies",
        "items",
        "Which technologies, in which versions, and is an upgrade of them agreed? (sheet Technologies)",
        ("end_of_support",),
    ),
    _Fact(
        "contracts",
        "items",
        "Which contracts support it, until when, and is their replacement agreed? (sheet Contracts)",
        ("vendor_contract",),
    ),
    _Fact("hosting", "choice", "Where does it run?", ("physical_environment",), _HOSTING),
    _Fact(
        "vulnerabilities.known",
        "yes-no",
        "Is any vulnerability known in it today?",
        ("vulnerabilities",),
        _YES_NO,
    ),
    _Fact(
        "incidents",
        "items",
        "Which failures did it have in the last three years? (sheet Incidents)",
        ("recorded_issues",),
    ),
    _Fact("costs.cost_of_failure", "money", "What would one failure of it cost, in all?", ("financial",)),
    _Fact("used_by", "items", "Which other systems need it? (sheet Consumers)", ("other_systems",)),
    _Fact(
        "consumers_complete", "yes-no", "Is every system that needs it known?", ("other_systems",), _YES_NO
    ),
)


@dataclass(frozen=True, slots=True)
class Portion:
    """What one workbook asks: of whom, its questions in their order, and what is left for later.

    `systems` are those asked about; `four_fifths` tells of how many systems, of `of`, full answers remove 80%
    of the doubt that can be removed; `later` counts questions that did not fit.
    """

    organisation: str
    owner: str
    subjects: tuple[Subject, ...]
    questions: tuple[Question, ...]
    later: int = 0
    four_fifths: int = 0
    of: int = 0


def questions_about(subject: Subject) -> tuple[Question, ...]:
    """The questions about one system: its owner where none is known, then facts, then levels, by value."""
    facts = list(_facts(subject))
    settled = {
        criterion for fact, criteria in facts for criterion in criteria if not fact.route.startswith("used")
    }
    levels = [_level(subject, each) for each in subject.open if each.id not in settled]
    asked = [*_owner(subject), *_by_value(fact for fact, _ in facts), *_by_value(levels)]
    known = subject.not_known or {}
    return tuple(replace(each, asked=known.get(each.key)) for each in asked)


def declared(record: Mapping[str, object], route: str, code: str = "") -> str:
    """What a record as written says at a route, in a few words; empty where it says nothing.

    Short forms are understood; a criterion may stand under its `code`.
    """
    at: object = record
    steps = route.split(".")
    for place, step in enumerate(steps):
        if isinstance(at, str) and step == {"owner": "business", "hosting": "type"}.get(steps[place - 1], ""):
            break
        if not isinstance(at, Mapping):
            return ""
        at = at.get(step, at.get(code) if code and place == len(steps) - 1 else None)
    if isinstance(at, Mapping):
        inner = next((at[key] for key in ("score", "between", "business", "type") if at.get(key)), "")
        return (
            " to ".join(map(str, inner))
            if isinstance(inner, Sequence) and not isinstance(inner, str)
            else str(inner)
        )
    if isinstance(at, Sequence) and not isinstance(at, str):
        return json.dumps(at, ensure_ascii=False, sort_keys=True)
    return "" if at is None else str(at)


def items_of(record: Mapping[str, object], name: str) -> list[Mapping[str, str]]:
    """The items of a list of a record, by the columns of its sheet, short forms written out."""
    found = record.get(name)
    items = found if isinstance(found, Sequence) and not isinstance(found, str) else []
    return [_item(name, each) for each in items]


def items_text(record: Mapping[str, object], name: str) -> str:
    """What a record says of a list: its items in a few words, `none`, or nothing."""
    if record.get(name) in ([], ()):
        return "none"
    return "; ".join(" ".join(item.values()) for item in items_of(record, name))


def base(value: object) -> str:
    """A short digest of what was on record when something was asked."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def portions(
    subjects: Sequence[Subject], by: Literal["owner", "organisation", "none"], top: int | None = None
) -> tuple[Portion, ...]:
    """One portion a workbook, of systems in the order given; what was asked and not known comes last.

    `top` counts systems of each portion; without it no portion holds more than 40 questions.
    """
    groups: dict[tuple[str, str], list[Subject]] = {}
    for each in subjects:
        if each.open or not each.owner:
            groups.setdefault(_group(each, by), []).append(each)
    return tuple(_portion(*group, groups[group], top) for group in sorted(groups))


def item_keys(subject: Subject, name: str) -> list[tuple[str, Mapping[str, str]]]:
    """The rows of a list's sheet for one system: items on record, empty ones, and that there are none."""
    items = items_of(subject.record, name)
    rows = [(f"{subject.system}:{name}[{place}]", item) for place, item in enumerate(items)]
    rows += [
        (f"{subject.system}:{name}+{place}", cast("Mapping[str, str]", {}))
        for place in range(1, EMPTY_ROWS + 1)
    ]
    return [*rows, (f"{subject.system}:{name}=none", {})]


def route_of(name: str, column: str) -> str:
    """The route of a column of a sheet of items: `technologies.support.standard_ends`."""
    if name == "technologies" and column in _SUPPORT:
        return f"technologies.support.{column}"
    return f"{name}.{column}"


def _owner(subject: Subject) -> Iterator[Question]:
    if not subject.owner:
        why = "Without an owner nobody can be asked for the rest"
        yield Question(subject.system, subject.name, "owner", _OWNER, why, "text")


def _facts(subject: Subject) -> Iterator[tuple[Question, tuple[str, ...]]]:
    """The facts that would settle open criteria, each with the ids of these."""
    for fact in _FACTS:
        criteria = [each for each in subject.open if each.derived_from in fact.derivations]
        if not criteria or (fact.route == "hosting" and declared(subject.record, "hosting")):
            continue
        ids = tuple(each.id for each in criteria)
        text = (
            declared(subject.record, fact.route)
            if fact.form != "items"
            else items_text(subject.record, fact.route)
        )
        yield (
            Question(
                system=subject.system,
                name=subject.name,
                route=fact.route,
                text=fact.text,
                why=f"It settles: {', '.join(each.name.lower() for each in criteria)}",
                form=fact.form,
                on_record=text,
                choices=fact.choices,
                value=subject.value(ids),
            ),
            ids,
        )


def _level(subject: Subject, criterion: AskedCriterion) -> Question:
    route = f"assessment.scores.{criterion.id}"
    return Question(
        system=subject.system,
        name=subject.name,
        route=route,
        text=criterion.question,
        why=f"{criterion.name} ({criterion.code}): choose the level that fits best",
        form="level",
        on_record=declared(subject.record, route, criterion.code),
        choices=tuple(f"{level} - {meaning}"[:255] for level, meaning in sorted(criterion.levels.items())),
        value=subject.value((criterion.id,)),
    )


def _by_value(questions: Iterable[Question]) -> list[Question]:
    return sorted(questions, key=lambda each: -round(each.value, 12))


def _item(name: str, item: object) -> Mapping[str, str]:
    columns = ITEM_SHEETS[name][1]
    if isinstance(item, str):
        return _from_text(name, item)
    if not isinstance(item, Mapping):
        return {}
    support = item.get("support")
    flat = {**item, **(support if isinstance(support, Mapping) else {})}
    if name == "technologies" and not flat.get("version"):
        flat |= _from_text(name, str(flat.get("product") or ""))
    return {column: str(flat[column]) for column in columns if flat.get(column) not in (None, "")}


def _from_text(name: str, text: str) -> Mapping[str, str]:
    """An item in its short form; of a technology that may hold the version too."""
    if name != "technologies":
        return {ITEM_SHEETS[name][1][0]: text}
    return {key: str(value) for key, value in expanded(name, text, "").items()}


def _group(subject: Subject, by: str) -> tuple[str, str]:
    if by == "none":
        return "", ""
    return subject.organisation, subject.owner if by == "owner" else ""


def _portion(organisation: str, owner: str, subjects: Sequence[Subject], top: int | None) -> Portion:
    every = [(subject, questions_about(subject)) for subject in subjects[:top]]
    fresh = [question for _, asked in every for question in asked if question.asked is None]
    stale = [question for _, asked in every for question in asked if question.asked is not None]
    ordered = [*fresh, *stale]
    taken = ordered if top is not None else ordered[:MOST_QUESTIONS]
    left = sum(len(questions_about(subject)) for subject in subjects[top:]) if top is not None else 0
    named = {question.system for question in taken}
    return Portion(
        organisation,
        owner,
        tuple(subject for subject, _ in every if subject.system in named),
        tuple(taken),
        len(ordered) - len(taken) + left,
        _four_fifths([subject.doubt for subject in subjects]),
        len(subjects),
    )


def _four_fifths(doubts: Sequence[float]) -> int:
    """How many of the first systems hold four fifths of the doubt of all."""
    total, sum_so_far = sum(doubts), 0.0
    for count, doubt in enumerate(doubts, start=1):
        sum_so_far += doubt
        if sum_so_far >= 0.8 * total - 1e-12:
            return count
    return len(doubts)
