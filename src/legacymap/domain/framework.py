"""A scoring framework: criteria, scales, how scores combine and what the result is called."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal, Self, TypeVar, cast

from pydantic import Field, PlainValidator, model_validator

from legacymap.domain.frozen import dataclass
from legacymap.domain.system import Level, Source, StatedAssessment, StatedScore
from legacymap.domain.values import Model, Slug, invalid

Combination = Literal["mean-max-product", "weighted-sum"]
USUAL = "uk-litraf"  # the framework of an assessment that names none


def number(value: object) -> Fraction:
    """A decimal number, exactly; raises the fault `bad-number`."""
    # An exponent could name a number too large to write down.
    if isinstance(value, str) and len(value) < 20 and "e" not in value.lower():
        try:
            return Fraction(value)
        except (ValueError, ZeroDivisionError):
            pass
    raise invalid("bad-number", "A number was expected here", "Write it in digits: 16 or 0.77.")


Number = Annotated[Fraction, PlainValidator(number)]


class Criterion(Model):
    """One question of a framework; `levels` says what each level means, `derived_from` names a derivation."""

    id: str = Field(description="Its id, by which records may score it.")
    code: str = Field(description="Its code, by which they may too.")
    name: str = Field(description="What people call it.")
    question: str = Field(description="What it asks.")
    measures: str | None = Field(None, description="What it is about.")
    weight: Number = Field(Fraction(1), description="How much it counts where scores are weighed.")
    levels: dict[Level, str] = Field(description="What each level means, by level.")
    derived_from: str | None = Field(
        None, description="The facts from which it is derived where nobody has scored it."
    )


class Group(Model):
    """Criteria that share a scale; `role` says whether they speak of likelihood or of impact."""

    id: Slug = Field(description="Its id.")
    name: str = Field(description="What people call it.")
    role: Literal["likelihood", "impact"] | None = Field(
        None, description="Whether its criteria speak of likelihood or of impact."
    )
    low: Level = Field(description="The lowest level of its scale.")
    high: Level = Field(description="The highest level of its scale.")
    labels: dict[Level, str] | None = Field(None, description="What levels are called, by level.")
    criteria: Annotated[tuple[Criterion, ...], Field(description="Its criteria, in order.", min_length=1)]


class LegacyRule(Model):
    """A system is legacy when any criterion of `group` (or of all, when absent) reaches `level`."""

    group: Slug | None = Field(None, description="The group whose criteria count; default: all.")
    level: Level = Field(description="The level they reach.")


class Ratings(Model):
    """The overall score from which a system is red, and what makes it legacy."""

    red: Number = Field(description="The score from which a system is red.")
    legacy: LegacyRule = Field(description="What makes it legacy.")


class Prior(Model):
    """How likely each level is before anything is known: weight `ratio` to the power of (level - lowest)."""

    ratio: Number = Field(description="How likely each level is, beside the one below it.")
    why: str | None = Field(None, description="Why it was chosen.")


class Counterpart(Model):
    """What a criterion of an older framework has become here, and the level for each of its levels."""

    to: str = Field(description="The criterion that it has become, by id or code.")
    levels: dict[Level, Level] = Field(description="The level for each level of the older criterion.")


class Accepted(Model):
    """An older framework whose assessments count here, criterion by criterion as they state them."""

    version: str = Field(description="The version of the older framework.")
    criteria: dict[str, Counterpart] = Field(
        description="What its criteria have become, by the names that assessments give them."
    )


class Framework(Model):
    """A scoring framework as its file defines it (method, section 1)."""

    framework: Slug = Field(description="Its id.")
    version: str = Field(description="Its version, printed on every output.")
    name: str = Field(description="What people call it.")
    source: Source | None = Field(None, description="Where it was published.")
    notes: str | None = Field(None, description="Anything worth knowing.")
    combination: Combination = Field(description="How the scores become one.")
    groups: Annotated[tuple[Group, ...], Field(description="Its criteria, by group.", min_length=1)]
    ratings: Ratings = Field(description="From which scores a system is red, and legacy.")
    prior: str = Field(description="The prior that is used unless another is asked for.")
    priors: dict[str, Prior] = Field(description="How likely levels are before anything is known, by name.")
    accepts: dict[Slug, Accepted] | None = Field(
        None, description="Older frameworks whose assessments count, by id."
    )

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        for problem in _problems(self):
            raise invalid("bad-framework", problem)
        return self

    @cached_property
    def criteria(self) -> tuple[tuple[Group, Criterion], ...]:
        """Every criterion with its group, in the file's order."""
        return tuple((group, criterion) for group in self.groups for criterion in group.criteria)

    @cached_property
    def by_word(self) -> dict[str, tuple[Group, Criterion]]:
        """Every criterion with its group, by name and by code."""
        return {word: pair for pair in self.criteria for word in (pair[1].id, pair[1].code)}

    @cached_property
    def scales(self) -> dict[str, tuple[str, int, int]]:
        """The id of every criterion and the ends of its scale, by name and by code."""
        return {
            word: (criterion.id, group.low, group.high) for word, (group, criterion) in self.by_word.items()
        }

    def group_of(self, role: str) -> Group | None:
        """The group that speaks of likelihood or of impact, if the framework has one."""
        return self._by_role.get(role)

    @cached_property
    def _by_role(self) -> dict[str, Group]:
        return {group.role: group for group in reversed(self.groups) if group.role is not None}

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The names and codes of its criteria, without those of the usual framework where it accepts that."""
        usual = (self.accepts or {}).get(USUAL)
        return frozenset(self.by_word) - (usual.criteria.keys() if usual else frozenset())


def _problems(framework: Framework) -> list[str]:
    problems: list[str] = []
    words = [word for _, criterion in framework.criteria for word in {criterion.id, criterion.code}]
    problems += [f"`{word}` names two criteria" for word in sorted(set(words)) if words.count(word) > 1]
    for group in framework.groups:
        expected = set(range(group.low, group.high + 1))
        problems += [
            f"The levels of `{criterion.id}` are not those of the scale {group.low} to {group.high}"
            for criterion in group.criteria
            if set(criterion.levels) != expected or not expected
        ]
    roles = sorted(group.role or "" for group in framework.groups)
    if framework.combination == "mean-max-product" and roles != ["impact", "likelihood"]:
        problems.append("`mean-max-product` needs two groups, one of role likelihood and one of role impact")
    if framework.prior not in framework.priors:
        problems.append(f"The prior `{framework.prior}` is not among the priors")
    named = framework.ratings.legacy.group
    if named is not None and named not in {group.id for group in framework.groups}:
        problems.append(f"The legacy rule names a group `{named}` that the framework lacks")
    if any(prior.ratio <= 0 for prior in framework.priors.values()):
        problems.append("The ratio of a prior must be above zero")
    if any(criterion.weight < 0 for _, criterion in framework.criteria):
        problems.append("A weight is negative")
    problems += _faults_of_tables(framework)
    return problems


MisfitKind = Literal["unknown-criterion", "score-outside-scale", "criterion-given-twice"]
_Score = TypeVar("_Score", bound=StatedScore | int)


def _faults_of_tables(framework: Framework) -> list[str]:
    problems: list[str] = []
    for older, accepted in (framework.accepts or {}).items():
        for name, counterpart in accepted.criteria.items():
            pair = framework.by_word.get(counterpart.to)
            if pair is None:
                problems.append(f"`{older}`'s `{name}` becomes `{counterpart.to}`, which the framework lacks")
            elif not all(pair[0].low <= level <= pair[0].high for level in counterpart.levels.values()):
                problems.append(f"`{older}`'s `{name}` has levels outside the scale of `{counterpart.to}`")
    return problems


@dataclass(frozen=True, slots=True)
class Misfit:
    """A stated score that cannot be used: its key as written, why, and the criterion that it speaks of.

    Group and criterion are None for an unknown criterion; `earlier` is the other key of a criterion that is
    given twice, whose score cannot be used either.
    """

    key: str
    kind: MisfitKind
    group: Group | None = None
    criterion: Criterion | None = None
    earlier: str = ""


def fitting_scores(stated: StatedAssessment | None, framework: Framework) -> dict[str, StatedScore]:
    """The usable scores by criterion id; none when they were given under another framework.

    Those given under an older one that the framework accepts count by its table.
    """
    if stated is None:
        return {}
    if made_under(stated, framework) is None:
        return _fitting(stated.scores or {}, framework)
    accepted = accepted_for(stated, framework)
    return _translated(stated.scores or {}, accepted, framework) if accepted else {}


def accepted_for(stated: StatedAssessment | None, framework: Framework) -> Accepted | None:
    """The older framework under which an assessment was made, where this one accepts it."""
    other = made_under(stated, framework) if stated else None
    return (framework.accepts or {}).get(other) if other else None


def made_under(stated: StatedAssessment, framework: Framework) -> str | None:
    """The framework under which an assessment was made; None where it is the one in use.

    One that names none was made under the usual one where the framework in use accepts that, and it has no
    score that only the one in use knows; else under the one in use.
    """
    if stated.framework is not None:
        return None if stated.framework == framework.framework else stated.framework
    usual = (framework.accepts or {}).get(USUAL)
    if usual is None or framework.framework == USUAL:
        return None
    scores = stated.scores or {}
    if any(scores[word] is not None for word in framework.own_words.intersection(scores)):
        return None
    return USUAL if any(score is not None for score in scores.values()) else None


def without_counterpart(stated: StatedAssessment, accepted: Accepted) -> tuple[str, ...]:
    """The scores of an assessment, as named there, that have no counterpart in the framework in use."""
    return tuple(
        name
        for name, score in (stated.scores or {}).items()
        if score is not None and _counterpart(name, score, accepted) is None
    )


def _translated(
    scores: Mapping[str, StatedScore | None], accepted: Accepted, framework: Framework
) -> dict[str, StatedScore]:
    """The scores by criterion id here; of two that have become one the worst counts."""
    found: dict[str, StatedScore] = {}
    for name, score in scores.items():
        counterpart = _counterpart(name, score, accepted) if score is not None else None
        if counterpart is not None:
            criterion = framework.by_word[accepted.criteria[name].to][1].id
            found[criterion] = _worse(found.get(criterion), counterpart)
    return found


def _counterpart(name: str, score: StatedScore, accepted: Accepted) -> StatedScore | None:
    """The score at the levels of the framework in use; None where the table has none."""
    counterpart = accepted.criteria.get(name)
    if counterpart is None:
        return None
    if score.bounds is None:
        return score
    low, high = score.bounds
    levels = [counterpart.levels.get(level) for level in range(low, high + 1)]
    known = [level for level in levels if level is not None]
    if len(known) < len(levels):
        return None
    return score.model_copy(update={"score": None, "between": (min(known), max(known))})


def _worse(one: StatedScore | None, other: StatedScore) -> StatedScore:
    if one is None or one.bounds is None:
        return other
    if other.bounds is None:
        return one
    (low, high), (least, most) = one.bounds, other.bounds
    return other.model_copy(update={"between": (max(low, least), max(high, most))})


def fitting_levels(after: Mapping[str, int | None] | None, framework: Framework) -> dict[str, int]:
    """The usable levels of an option's `after`, by criterion id."""
    return _fitting(after or {}, framework)


def misfits(
    scores: Mapping[str, StatedScore | None] | Mapping[str, int | None], framework: Framework
) -> Iterator[Misfit]:
    """Every score that does not fit the framework, in the order written; a key without a value is absent."""
    if _all_fitting(scores, framework) is not None:
        return
    seen: dict[str, str] = {}
    for key, score in scores.items():
        if score is None:
            continue
        if key not in framework.by_word:
            yield Misfit(key, "unknown-criterion")
            continue
        group, criterion = framework.by_word[key]
        if criterion.id in seen:
            yield Misfit(key, "criterion-given-twice", group, criterion, seen[criterion.id])
        seen.setdefault(criterion.id, key)
        if not _is_on_scale(score, group):
            yield Misfit(key, "score-outside-scale", group, criterion)


def _fitting(scores: Mapping[str, _Score | None], framework: Framework) -> dict[str, _Score]:
    """The scores that fit, by criterion id."""
    found = _all_fitting(scores, framework)
    return _without_misfits(scores, framework) if found is None else found


def _all_fitting(scores: Mapping[str, _Score | None], framework: Framework) -> dict[str, _Score] | None:
    """The scores by criterion id where all fit, which is nearly always; None where one does not."""
    found: dict[str, _Score] = {}
    scales = framework.scales
    for key, score in scores.items():
        if score is None:
            continue
        scale = scales.get(key)
        if scale is None or scale[0] in found:
            return None
        level = score if isinstance(score, int) else score.score
        if not (
            scale[1] <= level <= scale[2]
            if isinstance(level, int)  # by far the most
            else _is_on_scale(score, framework.by_word[key][0])
        ):
            return None
        found[scale[0]] = score
    return found


def _without_misfits(scores: Mapping[str, _Score | None], framework: Framework) -> dict[str, _Score]:
    found = misfits(cast("Mapping[str, StatedScore | None]", scores), framework)
    dropped = {key for misfit in found for key in (misfit.key, misfit.earlier)}
    return {
        framework.by_word[key][1].id: score
        for key, score in scores.items()
        if score is not None and key not in dropped
    }


def _is_on_scale(score: StatedScore | int, group: Group) -> bool:
    level = score if isinstance(score, int) else score.score
    if isinstance(level, int):
        return group.low <= level <= group.high
    bounds = None if isinstance(score, int) else score.between
    return bounds is None or group.low <= bounds[0] <= bounds[1] <= group.high
