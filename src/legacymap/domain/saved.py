"""A plan as its JSON holds it: the parts from which it can be taken up again, without solving anything."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from legacymap.domain.dates import financial_year
from legacymap.domain.frozen import dataclass
from legacymap.domain.plan import Status


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
