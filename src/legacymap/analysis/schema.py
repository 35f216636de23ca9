"""Gives the JSON Schema of what legacymap reads and of what it writes."""

from collections.abc import Mapping

from legacymap.domain.comparison import Comparison, History
from legacymap.domain.connections import EstateMap, Impact
from legacymap.domain.documents import json_schema
from legacymap.domain.errors import RequestError
from legacymap.domain.imports import ImportDocument
from legacymap.domain.listings import ProductAnswer, ProductSearch
from legacymap.domain.nearest import did_you_mean
from legacymap.domain.plan import Plan, Plans, Solution
from legacymap.domain.registers import Services, Suppliers, Technologies
from legacymap.domain.results import Explanation, Gaps, Scan
from legacymap.domain.sharing import Reconciliation
from legacymap.planning.problem_file import ProblemDocument
from legacymap.reading.schema import DIALECT, KINDS, address, kind_schema
from legacymap.reports.findings.json import BaselineDocument, ValidateDocument
from legacymap.reports.serial import json_text

# By the word in the document's `format`: `legacymap.scan/1` is `scan`.
_DOCUMENTS: Mapping[str, type] = {
    "diff": Comparison,
    "explain": Explanation,
    "gaps": Gaps,
    "history": History,
    "impact": Impact,
    "map": EstateMap,
    "plan": Plan,
    "plans": Plans,
    "product": ProductAnswer,
    "products": ProductSearch,
    "reconcile": Reconciliation,
    "scan": Scan,
    "services": Services,
    "solution": Solution,
    "suppliers": Suppliers,
    "technologies": Technologies,
}


DEFAULT = "inventory"


# The command that writes each document, by the word in its `format`.
COMMANDS: Mapping[str, str] = {
    "validate": "legacymap validate -f json",
    "baseline": "legacymap validate --write-baseline",
    "scan": "legacymap scan -f json",
    "explain": "legacymap explain -f json",
    "gaps": "legacymap gaps -f json",
    "impact": "legacymap impact -f json",
    "map": "legacymap map -f json",
    "services": "legacymap services -f json",
    "suppliers": "legacymap suppliers -f json",
    "technologies": "legacymap technologies -f json",
    "product": "legacymap lifecycle show -f json",
    "products": "legacymap lifecycle search -f json",
    "diff": "legacymap diff -f json",
    "history": "legacymap history -f json",
    "plan": "legacymap plan -f json",
    "plans": "legacymap plan -f json",
    "reconcile": "legacymap reconcile -f json",
    "problem": "legacymap plan --write-problem FILE",
    "solution": "legacymap solve -f json",
    "import-result": "legacymap import -f json",
}
OUTPUTS: Mapping[str, type] = {
    **_DOCUMENTS,
    "validate": ValidateDocument,
    "baseline": BaselineDocument,
    "problem": ProblemDocument,
    "import-result": ImportDocument,
}


def schemas() -> Mapping[str, str]:
    """What there is a schema of, by name: the files to write first, then what commands write."""
    files = {name: described for name, (described, _) in KINDS.items()}
    return files | {name: f"`{COMMANDS[name]}`: {_described(OUTPUTS[name])}" for name in COMMANDS}


def schema_text(name: str = DEFAULT) -> str:
    """The schema of this name as JSON text; RequestError for another name, with the nearest."""
    if name in KINDS:
        return json_text(kind_schema(name))
    document = OUTPUTS.get(name)
    if document is None:
        hint = did_you_mean(name, (*KINDS, *COMMANDS)) or "`legacymap schema --list` names them all."
        raise RequestError(f"There is no schema `{name}`.", hint)
    described = {**json_schema(document), "title": f"legacymap: {name}"}
    return json_text({"$schema": DIALECT, "$id": address(name), **described})


def _described(document: type) -> str:
    """The first line that a document's type says of itself, as the rest of a sentence."""
    line = (document.__doc__ or "").strip().partition("\n")[0]
    return line[:1].lower() + line[1:]
