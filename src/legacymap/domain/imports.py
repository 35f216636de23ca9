"""What an import is told of a source's columns, and what it did: a mapping, then every record and finding.

The mapping is guessed, written, reviewed and kept (exchange, section 3.1); what was done is a ledger that
sums (exchange, section 2).
"""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import TypedDict

from legacymap.domain.dates import DateField
from legacymap.domain.frozen import dataclass
from legacymap.domain.system import DependencyKind, Strength
from legacymap.domain.values import Count, Model, Slug, YesNo, invalid, short_form

DateOrder = Literal["dmy", "mdy"]
Unit = Literal["k", "m", "bn"]
SourceKind = Literal["table", "servicenow", "leanix", "backstage", "archimate", "cyclonedx"]
KEEP, IGNORE = "keep", "ignore"
_SCORES = "assessment.scores."
State = Literal["new", "changed", "same", "held"]
Weighs = Literal["error", "warning", "note"]


class MappedSource(Model):
    """Where in the source the table stands."""

    kind: SourceKind = Field("table", alias="from", description="What kind of source it is.")
    sheet: str | None = Field(None, description="The sheet of a workbook.")
    header_row: Count | None = Field(None, description="The row that holds the headings, from 1.")
    until: str | None = Field(None, description="The words in the first column at which the table ends.")


class ColumnOf(Model):
    """A column, and what its words mean."""

    column: str = Field(description="The heading of the column.")
    values: dict[str, str | None] | None = Field(None, description="What each of its words means.")
    by: str | None = Field(None, description="How it names systems: by key, name or id.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "column")


class Condition(Model):
    """Which rows are read, by the words of one column."""

    only: tuple[str, ...] | None = Field(
        None, alias="is", description="Only rows with one of these words are read."
    )
    without: tuple[str, ...] | None = Field(
        None, alias="not", description="Rows with one of these words are not read."
    )

    def holds(self, word: str) -> bool:
        """Whether a row with this word, in small letters, is read."""
        only = None if self.only is None else {" ".join(each.split()).casefold() for each in self.only}
        without = {" ".join(each.split()).casefold() for each in self.without or ()}
        return word not in without and (only is None or word in only)


class MappedColumn(Model):
    """What becomes of a column: `to` is a route of the record, `keep` or `ignore`; the rest how to read it.

    `values` gives a value for each word, None for one that is a question still; `words` are words beside the
    values of the field. `version` names the column of a technology's version.
    """

    to: str = Field(description="Where it goes in the record, or keep or ignore.")
    values: dict[str, str | None] | None = Field(
        None, description="What each of its words means; an empty one is a question still."
    )
    words: dict[str, str | None] | None = Field(
        None, description="Words that stand beside the values of the field; an empty one is a question still."
    )
    dates: DateOrder | None = Field(None, description="Whether the day or the month stands first.")
    unit: Unit | None = Field(None, description="In what its amounts are counted.")
    currency: str | None = Field(None, description="The code of the currency of its amounts.")
    split: str | None = Field(None, description="What stands between several values in one cell.")
    by: str | None = Field(None, description="How it names systems: by key, name or id.")
    version: str | None = Field(None, description="The heading of the column with the version.")
    role: str | None = Field(None, description="What the technology does for the system.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "to")


class RelationType(Model):
    """What one word for a relation means; `reversed` turns its direction round."""

    kind: DependencyKind | None = Field(None, description="What the arrow is for.")
    strength: Strength | None = Field(None, description="hard or soft.")
    reversed: YesNo = Field(False, description="Whether the word runs the other way.")
    to: Literal["depends_on", "part_of", "replaced_by", "ignore"] = Field(
        "depends_on", description="Which key of the record it becomes."
    )


class RelationTypes(Model):
    """The column of the relation's type, and what its words mean."""

    column: str = Field(description="The heading of the column.")
    values: dict[str, RelationType | None] | None = Field(None, description="What each of its words means.")


class Both(Model):
    """The column and the words that say that a row's arrow runs both ways."""

    column: str = Field(description="The heading of the column.")
    values: tuple[str, ...] = Field(description="The words that say that the arrow runs both ways.")


class MappedRelations(Model):
    """A table of arrows: who needs (`from`) whom (`to`)."""

    sheet: str | None = Field(None, description="The sheet of a workbook.")
    consumer: ColumnOf = Field(alias="from", description="The column of the system that needs the other.")
    needed: ColumnOf = Field(alias="to", description="The column of the system that is needed.")
    types: RelationTypes | None = Field(None, description="The column of what the arrow is for.")
    both: Both | None = Field(None, description="The column that says whether it runs both ways.")
    note: str | None = Field(None, description="The heading of the column with a note.")


class MappedAssessment(Model):
    """Who gave the scores that columns hold, and when."""

    assessor: str = Field(description="The role or team that gave the scores.")
    date: DateField = Field(description="When they were given.")


class ImportMapping(Model):
    """The mapping of one import, by its name.

    `through` are the classes of items that stand between two systems and are walked through (ServiceNow).
    """

    name: Slug = Field(alias="import", description="Its id.")
    source: MappedSource | None = Field(None, description="Where in the source the table stands.")
    organisation: ColumnOf | None = Field(
        None, description="The organisation of every row, or the column that names it."
    )
    key: str | None = Field(None, description="The heading of the column that tells rows apart.")
    where: dict[str, Condition] | None = Field(None, description="Which rows are read, by heading.")
    columns: dict[str, MappedColumn | None] | None = Field(
        None, description="What becomes of each column, by heading."
    )
    relations: tuple[MappedRelations, ...] | None = Field(None, description="Tables of arrows.")
    through: tuple[str, ...] | None = Field(
        None, description="Classes of items between two systems that are walked through."
    )
    matches: dict[str, str] | None = Field(None, description="Which record a row is, by its key.")
    assessment: MappedAssessment | None = Field(None, description="Who gave the scores in columns, and when.")

    @model_validator(mode="before")
    @classmethod
    def _organisation_from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever it reads
        """An organisation given as text is an id: a column of no name with that one organisation."""
        if isinstance(value, dict) and isinstance(value.get("organisation"), str):
            return {**value, "organisation": {"column": "", "values": {"": value["organisation"]}}}
        return value

    @model_validator(mode="after")
    def _says_whose_scores_they_are(self) -> Self:
        """No word of another scale becomes a score by itself: its meaning, and who meant it, are needed."""
        for heading, column in (self.columns or {}).items():
            if column is None or not column.to.startswith(_SCORES):
                continue
            if not column.values:
                hint = f"Write `values: {{…}}` beside `{column.to}`."
                raise invalid(
                    "missing-key", f"`{heading}` becomes a score, and its words have no levels", hint
                )
            if self.assessment is None:
                hint = "Write `assessment: {assessor: the role or team, date: …}`."
                raise invalid(
                    "missing-key", f"`{heading}` becomes a score, and nothing says whose it is", hint
                )
        return self


class CellObject(TypedDict):
    """A place in a source; null or empty where a part of it does not apply."""

    file: str
    sheet: str
    cell: str
    row: int
    column: int
    heading: str
    line: int
    pointer: str


class InventoryPlace(TypedDict):
    """A place in the inventory that a finding speaks of as well."""

    file: str
    line: int
    column: int
    message: str


class ImportFinding(CellObject):
    """Something that a person should look at; `places` are further cells of the same, of `count` in all.

    `text` is the place as people write it. The fingerprint does not change when rows move.
    """

    rule: str
    name: str
    severity: Weighs
    message: str
    hint: str
    end_line: int
    end_column: int
    path: str
    fingerprint: str
    waived: None
    known: bool
    key: str
    system: str
    route: str
    value: str | None
    places: list[CellObject]
    count: int
    related: list[InventoryPlace]
    text: str


class ImportChange(TypedDict):
    """One value before and after; null where there is none, and where it may not be quoted."""

    route: str
    before: str | list[str] | None
    after: str | list[str] | None


class ImportedSystem(TypedDict):
    """What became of one key of the source."""

    key: str
    id: str
    state: State
    changes: list[ImportChange]


class SourceObject(TypedDict):
    """What was read."""

    name: str
    sha256: str
    kind: str


class MappingObject(TypedDict):
    """The mapping that was used, and whether this import wrote it."""

    file: str
    written: bool
    sha256: str


class LedgerObject(TypedDict):
    """What became of everything: rows and cells sum to what was read."""

    rows: dict[str, int]
    cells: dict[str, int]
    technologies: dict[str, int]
    arrows: dict[str, int]


class ImportDocument(TypedDict):
    """What an import did, `legacymap.import/1`."""

    format: Literal["legacymap.import/1"]
    source: SourceObject
    mapping: MappingObject | None
    ledger: LedgerObject
    systems: list[ImportedSystem]
    findings: list[ImportFinding]
    incomplete: None


@dataclass(frozen=True, slots=True)
class Import:
    """An import as it is told: the document, the ledger in words, and the difference that it makes or made.

    `files` are those written, by what was done to each; empty where nothing was.
    """

    document: ImportDocument
    ledger: tuple[str, ...]
    difference: str
    files: Mapping[str, str]

    @property
    def has_findings(self) -> bool:
        """Whether anything weighs more than a note."""
        return any(each["severity"] != "note" for each in self.document["findings"])
