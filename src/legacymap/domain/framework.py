"""A scoring framework: criteria, scales, how scores combine and what the result is called."""

from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, PlainValidator, model_validator

from legacymap.domain.system import Level, Source
from legacymap.domain.values import Model, Slug, unfit

Combination = Literal["mean-max-product", "weighted-sum"]


def number(value: object) -> Fraction:
    """A decimal number, exactly; raises the fault `bad-number`."""
    # An exponent could name a number too large to write down.
    if isinstance(value, str) and len(value) < 20 and "e" not in value.lower():
        try:
            return Fraction(value)
        except (ValueError, ZeroDivisionError):
            pass
    raise unfit("bad-number", "A number was expected here", "Write it in digits: 16 or 0.77.")


Number = Annotated[Fraction, PlainValidator(number)]


class Criterion(Model):
    """One question of a framework; `levels` says what each level means, `derived_from` names a derivation."""

    id: str
    code: str
    name: str
    question: str
    measures: str | None = None
    weight: Number = Fraction(1)
    levels: dict[Level, str]
    derived_from: str | None = None


class Group(Model):
    """Criteria that share a scale; `role` says whether they speak of likelihood or of impact."""

    id: Slug
    name: str
    role: Literal["likelihood", "impact"] | None = None
    low: Level
    high: Level
    labels: dict[Level, str] | None = None
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]


class LegacyRule(Model):
    """A system is legacy when any criterion of `group` (or of all, when absent) reaches `level`."""

    group: Slug | None = None
    level: Level


class Ratings(Model):
    """The overall score from which a system is red, and what makes it legacy."""

    red: Number
    legacy: LegacyRule


class Prior(Model):
    """How likely each level is before anything is known: weight `ratio` to the power of (level - lowest)."""

    ratio: Number
    why: str | None = None


class Framework(Model):
    """A scoring framework as its file defines it (method, section 1)."""

    framework: Slug
    version: str
    name: str
    source: Source | None = None
    notes: str | None = None
    combination: Combination
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    ratings: Ratings
    prior: str
    priors: dict[str, Prior]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        for problem in _problems(self):
            raise unfit("bad-framework", problem)
        return self

    @cached_property
    def criteria(self) -> tuple[tuple[Group, Criterion], ...]:
        """Every criterion with its group, in the file's order."""
        return tuple((group, criterion) for group in self.groups for criterion in group.criteria)

    @cached_property
    def by_word(self) -> dict[str, tuple[Group, Criterion]]:
        """Every criterion with its group, by name and by code."""
        return {word: pair for pair in self.criteria for word in (pair[1].id, pair[1].code)}

    def group_of(self, role: str) -> Group | None:
        """The group that speaks of likelihood or of impact, if the framework has one."""
        return next((group for group in self.groups if group.role == role), None)


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
    return problems
