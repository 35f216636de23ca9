"""The page for authors of scenarios and options: every key of the models, each with an example in use."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from legacymap.domain.scenario import (
    BudgetLine,
    Discount,
    FixedChoice,
    ForbiddenChoice,
    Goal,
    MustChoice,
    OptimismBias,
    Scenario,
    Selection,
    TailCap,
    Target,
)
from legacymap.domain.settings import Preferred, SubmissionDetails
from legacymap.domain.system import (
    AgreedPlan,
    Companion,
    Milestone,
    Option,
    OptionBias,
    Remediation,
    Requirement,
)

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples" / "authoring"
_INTRODUCTION = """\
# Scenarios and options, key by key

Made from the models that read the files by `make docs`: what is here is all there is. The examples are lines
of [base.yaml](examples/authoring/base.yaml), [scenario.yaml](examples/authoring/scenario.yaml),
[targets.yaml](examples/authoring/targets.yaml) and [registry.yaml](examples/authoring/registry.yaml), which a
test validates and plans; `…` stands for more of the same. How a plan follows from them is in
[planning.md](planning.md); [first-plan.md](first-plan.md) goes from an inventory to a first plan.

**Years** are financial years, written `2027-28`. **Money** is written `£2m`, `£750k`, `£1.2bn` or in full:
`£2,500,000`. **Shares** are written `0.1`; where a key says so, `10%` will do. A **system** is
`organisation/system`; within an organisation's own records, and in a scenario where only one system has it,
the id alone will do. What is left out has the default; a dash says that there is none: nothing is supposed.
"""
_FIELDS = ("key", "meaning", "default", "example")


@dataclass(frozen=True)
class Part:
    """A table of the page: a model, where its keys stand, and how to find an example of each."""

    title: str
    model: type[BaseModel]
    found: tuple[object, ...]


def page() -> str:
    """The whole page as Markdown."""
    return "\n\n".join([_INTRODUCTION.rstrip(), *(_section(*each) for each in _sections())]) + "\n"


def missing() -> list[str]:
    """The keys of which the examples hold none: there are to be no such."""
    return [
        f"{part.title}: {key}"
        for *_, parts in _sections()
        for part in parts
        for key in _keys(part)
        if _example(part, key) is None
    ]


def _sections() -> Iterator[tuple[str, str, list[Part]]]:
    read = {name: _read(name) for name in ("base", "scenario", "targets", "registry")}
    scenarios = tuple(read[name][0] for name in ("scenario", "base", "targets"))
    remediation = _within(read["registry"], "systems", "remediation")
    options = _within(remediation, "options")
    yield (
        "A scenario",
        "A file of its own, anywhere; `--scenario FILE`, or `scenario` in `legacymap.yaml`, names it.",
        [
            Part("The scenario", Scenario, scenarios),
            Part("`discount`", Discount, (*_within(scenarios, "discount"), {"rate": "0.035"})),
            Part("`optimism_bias`", OptimismBias, _within(scenarios, "optimism_bias")),
            Part("`budgets`: each line", BudgetLine, _within(scenarios, "budgets")),
            Part("`tail_cap`", TailCap, _within(scenarios, "tail_cap")),
            Part("`must`: each decision", MustChoice, _within(scenarios, "must")),
            Part("`fix`: each decision", FixedChoice, _within(scenarios, "fix")),
            Part("`forbid`: each decision", ForbiddenChoice, _within(scenarios, "forbid")),
            Part("`goal`", Goal, (*_within(scenarios, "goal"), {"aim": "most"})),
            Part("`targets`: each figure", Target, _within(scenarios, "goal", "targets")),
            Part("`no_red`: which systems", Selection, _within(scenarios, "goal", "targets", "no_red")),
            Part("`submission`", SubmissionDetails, _within(scenarios, "submission")),
            Part("`preferred`", Preferred, _within(scenarios, "submission", "preferred")),
        ],
    )
    yield (
        "Options, and what has been agreed",
        "Both stand under `remediation` in the record of a system.",
        [
            Part("`remediation`", Remediation, remediation),
            Part("`options`: each option", Option, options),
            Part("`optimism_bias` of an option", OptionBias, _within(options, "optimism_bias")),
            Part("`requires`: each system, or its id alone", Requirement, _within(options, "requires")),
            Part("`moves_with`: each system, or its id alone", Companion, _within(options, "moves_with")),
            Part("`plan`", AgreedPlan, _within(remediation, "plan")),
            Part("`milestones`: each step", Milestone, _within(remediation, "plan", "milestones")),
        ],
    )


def _section(title: str, words: str, parts: Iterable[Part]) -> str:
    tables = []
    for part in parts:
        about = (part.model.__doc__ or "").strip().splitlines()[0]
        rows = [_row(part, key, field) for key, field in _keys(part).items()]
        head = f"| {' | '.join(_FIELDS)} |\n| {' | '.join('---' for _ in _FIELDS)} |"
        tables.append("\n".join([f"### {part.title}\n\n{about}\n\n{head}", *rows]))
    return "\n\n".join([f"## {title}", words, *tables])


def _keys(part: Part) -> Mapping[str, FieldInfo]:
    """The keys of a part; sources, which every record may have, are described with the records."""
    return {key: field for key, field in part.model.model_fields.items() if key != "sources"}


def _row(part: Part, key: str, field: FieldInfo) -> str:
    example = _example(part, key)
    shown = f"`{key}: {flow(example)}`" if example is not None else "-"
    words = [field.description or ""]
    allowed = _words(field.annotation)
    if len(allowed) > 1:
        words.append(f"One of {', '.join(f'`{each}`' for each in allowed)}.")
    cells = [f"`{key}`", " ".join(words), _default(field), shown.replace("|", "&#124;")]
    return f"| {' | '.join(cells)} |"


def _words(annotation: object) -> tuple[str, ...]:
    """The words that a field allows, where it allows no others."""
    if get_origin(annotation) is Annotated:
        return _words(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        [first, *others] = [each for each in get_args(annotation) if each is not type(None)]
        return () if others else _words(first)
    return tuple(map(str, get_args(annotation))) if get_origin(annotation) is Literal else ()


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be stated"
    default = field.get_default(call_default_factory=True, validated_data={})
    match default:
        case None | ():
            return "-"
        case bool():
            return "`yes`" if default else "`no`"
        case BaseModel():
            stated = {
                key: value for key, value in default if key in default.model_fields_set and value is not None
            }
            return f"`{flow(stated)}`" if stated else "-"
        case Decimal() | int() | str():
            return f"`{default}`"
        case _:
            raise TypeError(default)


def _example(part: Part, key: str) -> object:
    """The first use of a key among the examples; of a list or a long mapping only the beginning."""
    found = [each[key] for each in part.found if isinstance(each, dict) and key in each]
    if not found:
        return None
    example = found[0]
    return example[:1] if isinstance(example, list) and isinstance(example[0], dict) else example


_LONG = 90
_SPECIAL = re.compile(r"[,{}\[\]]|: |^$")


def _read(name: str) -> tuple[Any, ...]:
    text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    return tuple(yaml.load_all(text, yaml.BaseLoader))


def _within(documents: Iterable[object], *keys: str) -> tuple[object, ...]:
    """What stands under keys of some mappings, through lists."""
    found = list(documents)
    for key in keys:
        below = [each[key] for each in found if isinstance(each, dict) and key in each]
        found = [item for each in below for item in (each if isinstance(each, list) else [each])]
    return tuple(found)


def flow(value: object, room: int = _LONG) -> str:
    """A value as YAML has it on one line; of what is long only the beginning."""
    match value:
        case dict():
            return f"{{{_listed([f'{key}: {flow(each)}' for key, each in value.items()], room)}}}"
        case list() | tuple():
            return f"[{_listed([flow(each, room - 2) for each in value], room)}]"
        case _:
            text = str(value)
            return f'"{text}"' if _SPECIAL.search(text) else text


def _listed(parts: list[str], room: int) -> str:
    shown: list[str] = []
    for part in parts:
        if shown and len(", ".join([*shown, part])) > room:
            return f"{', '.join(shown)}, …"
        shown.append(part)
    return ", ".join(shown)
