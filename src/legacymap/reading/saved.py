"""Plans that `legacymap plan -f json` has written, and the parts from which one can be taken up again."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import from_json

from legacymap.domain.dates import financial_year
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Fault
from legacymap.domain.frozen import dataclass
from legacymap.domain.plan import Status
from legacymap.reading.files import File, content, shown

_SEVERAL = "legacymap.plans/1"
_HINT = "`legacymap plan --frontier --sensitivity -o plan.json` writes one."


class _Part(BaseModel):
    """A part of a saved document; keys that are not asked for here are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class SavedChoice(_Part):
    """What is done to a system, and the year in which that starts."""

    system: str
    option: str
    start: Annotated[int, BeforeValidator(financial_year)]


class SavedObjective(_Part):
    """How good the plan is proven to be."""

    bound: float
    status: Status
    solver: str


class SavedPoint(_Part):
    """A point of the frontier."""

    share: float
    value: float | None
    bound: float | None
    actions: tuple[SavedChoice, ...]


class SavedVariant(_Part):
    """The plan under another assumption."""

    variant: str
    actions: tuple[SavedChoice, ...]


class SavedScenario(_Part):
    """The scenario that the plan was made under."""

    id: str
    sha256: str


class SavedSources(_Part):
    """What the plan was made from."""

    legacymap: str
    inventory_sha256: str


class SavedIncomplete(_Part):
    """What the plan lacks."""

    cut_short: tuple[str, ...] = ()


class SavedPlan(_Part):
    """One plan; `frontier` and `sensitivity` are None where they were not asked for."""

    format: Literal["legacymap.plan/1"]
    as_of: date
    provenance: SavedSources
    incomplete: SavedIncomplete | None = None
    scenario: SavedScenario
    objective: SavedObjective
    actions: tuple[SavedChoice, ...]
    frontier: tuple[SavedPoint, ...] | None = None
    sensitivity: tuple[SavedVariant, ...] | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved plan, and the whole document that it stands in."""

    plan: SavedPlan
    document: Mapping[str, object]


def read_saved_plans(path: Path) -> tuple[Saved, ...]:
    """The plans in a file, in its order; RequestError where it is missing, unreadable or something else."""
    if not path.exists():
        raise RequestError(f"There is no plan `{path}`.", _HINT)
    read = content(File(path, shown(path), path.name))
    if isinstance(read, Fault):
        raise RequestError(f"The plan `{path}` cannot be used. {read.message}.", read.hint)
    try:
        whole: object = from_json(read.removeprefix(b"\xef\xbb\xbf"), allow_inf_nan=False)
    except ValueError:
        raise RequestError(f"`{path}` does not hold JSON.", _HINT) from None
    documents = [whole]
    if isinstance(whole, dict) and whole.get("format") == _SEVERAL:
        plans = whole.get("plans")
        documents = plans if isinstance(plans, list) else []
    found = tuple(_saved(each, path) for each in documents)
    if not found:
        raise RequestError(f"`{path}` holds no plan.", _HINT)
    return found


def _saved(document: object, path: Path) -> Saved:
    if not isinstance(document, dict):
        raise RequestError(f"`{path}` does not hold a plan.", _HINT)
    try:
        return Saved(SavedPlan.model_validate(document), document)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = "/".join(str(step) for step in first["loc"])
        is_other = first["loc"] == ("format",)
        why = "its `format` is not `legacymap.plan/1`" if is_other else f"`/{where}` does not fit"
        raise RequestError(f"`{path}` is not a plan: {why}.", _HINT) from None
