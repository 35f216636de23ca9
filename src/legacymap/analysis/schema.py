"""Gives the JSON Schema of what legacymap reads and of what it writes."""

from collections.abc import Mapping
from dataclasses import dataclass

from legacymap.domain.errors import RequestError
from legacymap.domain.findings import RulePage
from legacymap.domain.nearest import did_you_mean
from legacymap.planning.problem_file import ProblemDocument
from legacymap.reading.schema.kinds import KINDS, kind_schema
from legacymap.reading.schema.outputs import output_schema
from legacymap.reports.documents.explain import ExplainDocument
from legacymap.reports.documents.gaps import GapsDocument
from legacymap.reports.documents.impact import ImpactDocument
from legacymap.reports.documents.map import MapDocument
from legacymap.reports.documents.plan import PlanDocument
from legacymap.reports.documents.plans import PlansDocument
from legacymap.reports.documents.product import ProductDocument
from legacymap.reports.documents.products import ProductsDocument
from legacymap.reports.documents.scan import ScanDocument
from legacymap.reports.documents.solution import SolutionDocument
from legacymap.reports.documents.technologies import TechnologiesDocument
from legacymap.reports.findings.json import BaselineDocument, ValidateDocument
from legacymap.reports.serial import json_text
from legacymap.rules import RULEBOOK

DEFAULT = "inventory"


@dataclass(frozen=True, slots=True)
class Output:
    """A JSON document that a command writes: the command, and the document's type.

    `open_to_own_keys` names its objects that carry the `x-` keys of records too.
    """

    command: str
    document: type
    open_to_own_keys: tuple[str, ...] = ()


# By the word in the document's `format`: `legacymap.scan/1` is `scan`.
OUTPUTS: Mapping[str, Output] = {
    "validate": Output("legacymap validate -f json", ValidateDocument),
    "baseline": Output("legacymap validate --write-baseline", BaselineDocument),
    "scan": Output("legacymap scan -f json", ScanDocument, ("SystemObject",)),
    "explain": Output("legacymap explain -f json", ExplainDocument, ("SystemObject",)),
    "gaps": Output("legacymap gaps -f json", GapsDocument),
    "impact": Output("legacymap impact -f json", ImpactDocument),
    "map": Output("legacymap map -f json", MapDocument),
    "technologies": Output("legacymap technologies -f json", TechnologiesDocument),
    "product": Output("legacymap lifecycle show -f json", ProductDocument),
    "products": Output("legacymap lifecycle search -f json", ProductsDocument),
    "plan": Output("legacymap plan -f json", PlanDocument),
    "plans": Output("legacymap plan -f json", PlansDocument),
    "problem": Output("legacymap plan --write-problem FILE", ProblemDocument),
    "solution": Output("legacymap solve -f json", SolutionDocument),
}


def schemas() -> Mapping[str, str]:
    """What there is a schema of, by name: the files to write first, then what commands write."""
    files = {name: described for name, (described, _) in KINDS.items()}
    return files | {name: f"`{each.command}`: {_described(each.document)}" for name, each in OUTPUTS.items()}


def schema_text(name: str = DEFAULT) -> str:
    """The schema of this name as JSON text; RequestError for another name, with the nearest."""
    if name in KINDS:
        return json_text(kind_schema(name))
    output = OUTPUTS.get(name)
    if output is None:
        hint = did_you_mean(name, (*KINDS, *OUTPUTS)) or "`legacymap schema --list` names them all."
        raise RequestError(f"There is no schema `{name}`.", hint)
    return json_text(output_schema(name, output.document, output.open_to_own_keys))


def _described(document: type) -> str:
    """The first line that a document's type says of itself, as the rest of a sentence."""
    line = (document.__doc__ or "").strip().partition("\n")[0]
    return line[:1].lower() + line[1:]


def rules() -> tuple[RulePage, ...]:
    """The page of every rule, by code."""
    return RULEBOOK.pages


def rule(word: str) -> RulePage:
    """The page of the rule of this code or name; RequestError when there is none, with the nearest."""
    page = RULEBOOK.page(word)
    if page is None:
        raise RequestError(f"There is no rule `{word}`.", RULEBOOK.hint(word))
    return page
