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
