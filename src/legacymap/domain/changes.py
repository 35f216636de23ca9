"""What two records of one system say differently, and the earlier one with what has since been learned."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeVar, cast

from legacymap.domain.dates import PartialDate, financial_year_text
from legacymap.domain.documents import whole
from legacymap.domain.findings import Path, path_text
from legacymap.domain.framework import Framework, made_under
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Organisation, Record
from legacymap.domain.money import Money
from legacymap.domain.system import StatedAssessment, StatedScore, System
from legacymap.domain.values import Model

How = Literal["learned", "changed", "withdrawn", "neighbours"]
Value = str | int | float | bool | None
_Model = TypeVar("_Model", bound=Model)
# What makes two items of a list one thing, by the list; other lists of mappings go by all that an item says.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "technologies": ("product",),
    "contracts": ("supplier", "scope"),
    "incidents": ("date", "summary"),
    "depends_on": ("system",),
    "milestones": ("what",),
    "options": ("id",),
    "requires": ("system",),
    "sources": ("title",),
}
# An arrow that comes or goes is a change of the estate, however little was known before; what has a default
# is known without being stated.
_NEVER_LEARNED = frozenset({"id", "name", "kind", "status", "depends_on", "used_by"})
_YEARS = frozenset({"price_base", "earliest", "latest", "committed"})
_UNKNOWN = "unknown"
_MOST_COMPARED = 250_000  # pairs of items; longer lists than anybody writes go by their order


@dataclass(frozen=True, slots=True)
class FactChange:
    """One statement that differs: its route on each side (None where it is not stated), values, and how."""

    how: How
    old_path: Path | None
    new_path: Path | None
    old: Value
    new: Value

    @property
    def route(self) -> str:
        """Its route as people write it, as it is now or else as it was."""
        return path_text(self.new_path if self.new_path is not None else self.old_path or ())

    @property
    def steps(self) -> Path:
        """The same as steps."""
        return self.new_path if self.new_path is not None else self.old_path or ()


def record_changes(old: Record, new: Record, framework: Framework) -> tuple[FactChange, ...]:
    """Every statement that differs between two records of a system, in the order of the format.

    Scores are compared by criterion of the framework, whichever word for it was used.
    """
    return tuple(_compared(_aligned(old.system, framework), _aligned(new.system, framework), (), ()))


def organisation_changes(old: Organisation, new: Organisation) -> tuple[FactChange, ...]:
    """The same for two descriptions of an organisation."""
    return tuple(_compared(old, new, (), ()))


def with_learned(old: Record, new: Record, framework: Framework) -> Record:
    """The earlier record with what was absent or unknown in it and is stated in the later one.

    The same record where there is nothing of that kind.
    """
    if old.system == new.system:
        return old
    aligned = _aligned(old.system, framework)
    found = _learned(aligned, _aligned(new.system, framework))
    return old if found is aligned else replace(old, system=found)


def organisation_with_learned(old: Organisation, new: Organisation) -> Organisation:
    """The same for descriptions of an organisation."""
    return _learned(old, new)


def is_stated(value: object) -> bool:
    """Whether a value says anything: absent and `unknown` do not."""
    if isinstance(value, StatedScore):
        return value.between is not None or is_stated(value.score)
    return value is not None and value != _UNKNOWN


def plain(value: object, key: str = "") -> Value:
    """A value as JSON has it; a list or mapping as one text."""
    if isinstance(value, Money):
        return whole(float(value.amount))
    if isinstance(value, int) and not isinstance(value, bool) and key in _YEARS:
        return financial_year_text(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, StatedScore):
        return _score_text(value)
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, Model):
        parts = [(key, each) for key, each in value if is_stated(each)]
        return ", ".join(f"{key}: {_word(plain(each, key))}" for key, each in parts)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_word(plain(each))}" for key, each in value.items() if is_stated(each))
    items = cast("Sequence[object]", value)
    return "; ".join(_word(plain(each)) for each in items) or "none"


def _word(value: Value) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _score_text(score: StatedScore) -> Value:
    if score.between is not None:
        return f"{score.between[0]} to {score.between[1]}"
    return score.score


# Alignment: what one record spells by name and the other by code, or under either key, stands alike.


def _aligned(system: System, framework: Framework) -> System:
    found = system
    if system.owners is not None:
        found = found.model_copy(update={"owner": system.owner or system.owners, "owners": None})
    assessment = system.assessment
    if assessment is None:
        return found
    update: dict[str, object] = {}
    if assessment.framework != (meant := made_under(assessment, framework)):
        update["framework"] = meant  # none is the one in use
    scores = _by_criterion(assessment.scores or {}, framework)
    if scores != assessment.scores:
        update["scores"] = scores if assessment.scores is not None else None
    return found.model_copy(update={"assessment": assessment.model_copy(update=update)}) if update else found


def _by_criterion(
    scores: Mapping[str, StatedScore | None], framework: Framework
) -> dict[str, StatedScore | None]:
    """The stated scores by criterion id; under the words used where one criterion is given twice."""
    stated = {word: score for word, score in scores.items() if is_stated(score)}
    words = {word: criterion_of(word, framework) for word in stated}
    if len(set(words.values())) < len(words):
        return stated
    return {words[word]: score for word, score in stated.items()}


def criterion_of(word: str, framework: Framework) -> str:
    """The id of the criterion that a word names; the word itself where it names none."""
    pair = framework.by_word.get(word)
    return pair[1].id if pair else word


# Comparison.


def _compared(old: object, new: object, old_path: Path, new_path: Path) -> Iterator[FactChange]:
    if old is new:
        return
    if isinstance(old, Model) and isinstance(new, Model) and not isinstance(old, StatedScore):
        for key in type(old).model_fields:
            yield from _stated_change(
                getattr(old, key), getattr(new, key), (*old_path, key), (*new_path, key)
            )
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _stated_change(old.get(key), new.get(key), (*old_path, key), (*new_path, key))
    elif _is_list_of_mappings(old) and _is_list_of_mappings(new):
        yield from _items_compared(
            cast("tuple[Model, ...]", old), cast("tuple[Model, ...]", new), old_path, new_path
        )
    elif not _is_same(old, new):
        yield FactChange("changed", old_path, new_path, _shown(old, old_path), _shown(new, new_path))


def _stated_change(old: object, new: object, old_path: Path, new_path: Path) -> Iterator[FactChange]:
    if is_stated(old) and is_stated(new):
        yield from _compared(old, new, old_path, new_path)
    elif is_stated(new):
        how: How = "changed" if len(new_path) == 1 and new_path[0] in _NEVER_LEARNED else "learned"
        for path, value in _leaves(new, new_path):
            yield FactChange(how, None, path, None, _shown(value, path))
    elif is_stated(old):
        for path, value in _leaves(old, old_path):
            yield FactChange("withdrawn", path, None, _shown(value, path), None)


def _leaves(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    """Each single statement of a value; a list of mappings is taken item by item, an empty one whole."""
    if isinstance(value, Model) and not isinstance(value, StatedScore):
        for key in type(value).model_fields:
            if is_stated(getattr(value, key)):
                yield from _leaves(getattr(value, key), (*path, key))
    elif isinstance(value, dict):
        for key, each in value.items():
            if is_stated(each):
                yield from _leaves(each, (*path, key))
    elif _is_list_of_mappings(value) and value:
        for number, each in enumerate(cast("tuple[Model, ...]", value)):
            yield (*path, number), each
    else:
        yield path, value


def _items_compared(
    old: tuple[Model, ...], new: tuple[Model, ...], old_path: Path, new_path: Path
) -> Iterator[FactChange]:
    pairs, gone, come = matched(old, new, str(new_path[-1]) if new_path else "")
    for was, now in pairs:
        yield from _compared(old[was], new[now], (*old_path, was), (*new_path, now))
    for now in come:
        path = (*new_path, now)
        yield FactChange("changed", None, path, None, _shown(new[now], path))
    for was in gone:
        path = (*old_path, was)
        yield FactChange("withdrawn", path, None, _shown(old[was], path), None)


def _shown(value: object, path: Path) -> Value:
    return plain(value, str(path[-1]) if path else "")


def _is_list_of_mappings(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(each, Model) for each in value)


def _is_same(old: object, new: object) -> bool:
    if isinstance(old, Money) and isinstance(new, Money):
        return old.agrees_with(new)
    if isinstance(old, PartialDate) and isinstance(new, PartialDate):
        return (old.first, old.last) == (new.first, new.last)
    if isinstance(old, StatedScore) and isinstance(new, StatedScore):
        return (old.bounds, old.not_applicable) == (new.bounds, new.not_applicable) and (
            old.evidence == new.evidence
        )
    if isinstance(old, tuple) and isinstance(new, tuple):
        return len(old) == len(new) and all(_is_same(*pair) for pair in zip(old, new, strict=True))
    return old == new


# Which item is which.

_Key = tuple[object, ...]


def matched(
    old: Sequence[Model], new: Sequence[Model], key: str
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """The places of items that are one thing in both lists, of those that are gone and of those that came.

    Equal items first, then those of one key in their order, then those of which the earlier lacks a part of
    the key, which may have been learned.
    """
    parts = _KEYS.get(key, ())
    left, right = list(range(len(old))), list(range(len(new)))
    if old == new or len(old) * len(new) > _MOST_COMPARED:
        shared = min(len(old), len(new))
        return [(at, at) for at in range(shared)], left[shared:], right[shared:]
    pairs: list[tuple[int, int]] = []
    tests: list[Callable[[Model, Model], bool]] = [lambda was, now: was == now]
    if parts:
        tests += [
            lambda was, now: _key(was, parts) == _key(now, parts),
            lambda was, now: _may_be(_key(was, parts), _key(now, parts)),
        ]
    for is_one in tests:
        for was in list(left):
            now = next((each for each in right if is_one(old[was], new[each])), None)
            if now is not None:
                pairs.append((was, now))
                left.remove(was)
                right.remove(now)
    return sorted(pairs, key=lambda pair: pair[1]), left, right


def _key(item: Model, parts: tuple[str, ...]) -> _Key:
    return tuple(_key_part(getattr(item, part)) for part in parts)


def _key_part(value: object) -> object:
    if isinstance(value, str):
        return value.strip().casefold() or None
    return (value.first, value.last) if isinstance(value, PartialDate) else value


def _may_be(old: _Key, new: _Key) -> bool:
    """Whether what lacks a part of its key may be what now states it."""
    return all(was is None or was == now for was, now in zip(old, new, strict=True)) and old != new


# Learning.


def _learned(old: _Model, new: _Model) -> _Model:
    """The earlier value with what it lacked and the later one states; the same object where that is nothing.

    Assessments under two frameworks have nothing to say to each other.
    """
    if (
        isinstance(old, StatedAssessment)
        and isinstance(new, StatedAssessment)
        and _are_by_other_frameworks(old, new)
    ):
        return old
    update: dict[str, object] = {}
    for key in type(old).model_fields:
        if isinstance(old, System) and key in _NEVER_LEARNED:
            continue
        was, now = getattr(old, key), getattr(new, key)
        found = _learned_value(was, now, key)
        if found is not was:
            update[key] = found
    return old.model_copy(update=update) if update else old


def _learned_value(was: object, now: object, key: str) -> object:  # noqa: PLR0911 - a return for each kind of value
    if not is_stated(now) or was is now:
        return was
    if not is_stated(was):
        return now
    if isinstance(was, StatedScore):
        return was
    if isinstance(was, Model) and isinstance(now, Model):
        return _learned(was, now)
    if isinstance(was, dict) and isinstance(now, dict):
        more = {
            each: value for each, value in now.items() if is_stated(value) and not is_stated(was.get(each))
        }
        return {**was, **more} if more else was
    if was and now and _is_list_of_mappings(was) and _is_list_of_mappings(now):
        return _learned_items(cast("tuple[Model, ...]", was), cast("tuple[Model, ...]", now), key)
    return was


def _learned_items(was: tuple[Model, ...], now: tuple[Model, ...], key: str) -> tuple[Model, ...]:
    later = dict(matched(was, now, key)[0])
    found = tuple(_learned(each, now[later[at]]) if at in later else each for at, each in enumerate(was))
    return found if any(one is not other for one, other in zip(found, was, strict=True)) else was


def _are_by_other_frameworks(old: StatedAssessment, new: StatedAssessment) -> bool:
    return old.framework != new.framework and bool(old.scores) and bool(new.scores)
