"""What leaves a department, where records disagree, and what two sides agree on: also the JSON of all of it.

Audiences, manifests of returns and agreements are files; what a check found, public tables and the list of
disagreements are results.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from legacymap.domain.dates import DateField
from legacymap.domain.documents import HIDDEN
from legacymap.domain.frozen import dataclass
from legacymap.domain.results import HiddenFindings, HiddenHandling, Incomplete, Provenance
from legacymap.domain.values import Count, Handling, Model, Reference, Slug, invalid

EVERYTHING = "all"
Saying = Literal["no-arrow", "arrow-confirmed", "different", "same-system", "accepted"]


class Audience(Model):
    """For whom a return is made, and what may leave for it: an allow-list (routes of a record).

    `records` says which systems leave as records: all up to the marking, those of one supplier, or none.
    """

    legacymap: Count | None = Field(None, description="The version of the format.")
    audience: Slug = Field(description="Its id.")
    title: str = Field(
        description="For whom it is; stands beside the marking of all that is made of a return."
    )
    up_to: Handling = Field("official", description="The highest marking that it sees; above it stubs stand.")
    names: Literal["kept", "pseudonyms"] = Field("kept", description="What systems are called.")
    records: Literal["all", "of-supplier", "none"] = Field(
        "all",
        description="Which systems leave as records: all, those of one supplier, or none.",
    )
    fields: tuple[str, ...] = Field((), description="Routes of a record that leave; `all` is everything.")
    scores: Literal["levels", "facts", "none"] = Field(
        "none", description="Whether criteria leave as intervals, as they were stated, or not at all."
    )
    dates: Literal["financial-year", "exact"] = Field("financial-year", description="How dates leave.")
    least_count: Count = Field(5, description="The base that published counts are rounded to.")

    @field_validator("fields", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return [value] if isinstance(value, str) else value

    @property
    def is_everything(self) -> bool:
        """Whether every field leaves, free text and the user's own keys included."""
        return EVERYTHING in self.fields

    @field_validator("least_count")
    @classmethod
    def _is_a_base(cls, value: int) -> int:
        if not 1 <= value <= 1000:
            raise invalid(
                "bad-number", "is not a base to round to", "Write a number from 1 to 1000.", str(value)
            )
        return value


class EditionOf(Model):
    """A data file that figures rest on, as a manifest states it."""

    id: str
    version: str
    sha256: str


class Manifest(Model):
    """What stands in the `return.yaml` of a return, under `share`.

    `department` is the organisation that most of the return's records belong to, at the top of its family;
    `withheld` counts what did not leave, by route, `not_read` the records and files that could not be read at
    home; `files` holds the SHA-256 of each file by its name.
    """

    audience: Slug
    title: str
    audience_sha256: str
    names: Literal["kept", "pseudonyms"] = "kept"
    pseudonyms: str | None = None
    department: Slug
    organisations: tuple[Slug, ...]
    as_of: DateField
    tool: str
    framework: EditionOf
    lifecycle: EditionOf
    inventory_sha256: str
    records: Count
    stubs: Count
    withheld: dict[str, Count]
    not_read: dict[Literal["records", "files"], Count] = Field(default_factory=dict)
    files: dict[str, str]


class Agreement(Model):
    """What two sides settled about two systems; of an arrow the first is the consumer.

    Of `same-system` the first is the record that stays, the second its alias.
    """

    about: tuple[Reference, Reference] = Field(description="The two systems; of an arrow the consumer first.")
    says: Saying = Field(description="What the two sides settled.")
    by: str | None = Field(None, description="Who agreed, on both sides: roles or teams.")
    date: DateField | None = Field(None, description="When they did.")
    reason: str | None = Field(None, description="Why.")

    @field_validator("about", mode="before")
    @classmethod
    def _are_two(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        if isinstance(value, list) and len(value) != 2:
            raise invalid("wrong-type", "An agreement is about two systems", "Write two ids: `[a/x, b/y]`.")
        return value


class Agreements(Model):
    """A document of agreements, which either side may hold and the centre may collect."""

    legacymap: Count | None = Field(None, description="The version of the format.")
    agreements: tuple[Agreement, ...] | None = Field(None, description="What two sides settled.")


@dataclass(frozen=True, slots=True)
class PublicTable:
    """A table for everyone; a cell that is None is not shown, because it would give another away."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[str | int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class PublicTables:
    """What is published: the audience's title, the base of rounding, tables, and what they rest on.

    They are partial where not all of the inventory could be read.
    """

    title: str
    base: int
    tables: tuple[PublicTable, ...]
    provenance: Provenance
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A value that should not have left, the file of the return that it stands in, and where it came from."""

    value: str
    file: str
    origin: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check looked for and found: withheld values, files and bytes of the return, and hits."""

    values: int
    files: int
    size: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one side says, and where; file, line and column are null where it is silence that speaks."""

    system: str
    name: str
    says: str
    file: str | None
    line: int | None
    column: int | None


@dataclass(frozen=True, slots=True)
class SettledBy:
    """The agreement that settles an entry."""

    about: tuple[str, ...]
    says: str
    by: str | None
    date: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A disagreement: the systems it is about, who has to talk, both statements, and what would settle it.

    `owners` are the roles that answer for the systems; `score` (0 to 1) and `evidence` say how likely two
    records are one; `nearest` is the system that a reference may mean.
    """

    kind: str
    organisations: tuple[str, ...]
    systems: tuple[str, ...]
    owners: tuple[str | None, ...]
    statements: tuple[Said, ...]
    settle: str
    score: float | None
    evidence: tuple[str, ...]
    nearest: str | None
    settled: SettledBy | None


@dataclass(frozen=True, slots=True)
class Merged:
    """Two records that an agreement has made one: what stays, its alias, and keys in which they differ."""

    system: str
    alias: str
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DifferenceTotals:
    """How many entries are open and how many settled, and the open ones by kind."""

    open: int
    settled: int
    by_kind: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """Everything on which records disagree, by those who have to talk; settled entries stand in it too."""

    format: Literal["legacymap.reconcile/1"] = "legacymap.reconcile/1"
    as_of: date
    provenance: Provenance
    incomplete: Incomplete | None = None
    totals: DifferenceTotals
    entries: tuple[Difference, ...]
    merged: tuple[Merged, ...]
    organisations: Annotated[Mapping[str, str], HIDDEN]
    diagnostics: HiddenFindings
    handling: HiddenHandling

    @property
    def open(self) -> tuple[Difference, ...]:
        """Those that nobody has settled."""
        return tuple(each for each in self.entries if each.settled is None)
