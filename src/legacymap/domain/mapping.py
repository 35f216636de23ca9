"""What an import makes of a source's columns: guessed, written, reviewed and kept (exchange, section 3.1)."""

from typing import Any, Literal

from pydantic import Field, model_validator

from legacymap.domain.dates import DateField
from legacymap.domain.system import DependencyKind, Strength
from legacymap.domain.values import Count, Model, Slug, YesNo, short_form

DateOrder = Literal["dmy", "mdy"]
Unit = Literal["k", "m", "bn"]
ReferenceBy = Literal["key", "name", "id"]
SourceKind = Literal["table", "servicenow", "leanix", "backstage", "archimate", "cyclonedx"]
KEEP, IGNORE = "keep", "ignore"


class MappedSource(Model):
    """Where in the source the table stands."""

    kind: SourceKind = Field("table", alias="from")
    sheet: str | None = None
    header_row: Count | None = None
    until: str | None = None


class ColumnOf(Model):
    """A column, and what its words mean."""

    column: str
    values: dict[str, str | None] | None = None
    by: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "column")


class Condition(Model):
    """Which rows are read, by the words of one column."""

    only: tuple[str, ...] | None = Field(None, alias="is")
    without: tuple[str, ...] | None = Field(None, alias="not")

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

    to: str
    values: dict[str, str | None] | None = None
    words: dict[str, str] | None = None
    dates: DateOrder | None = None
    unit: Unit | None = None
    currency: str | None = None
    split: str | None = None
    by: str | None = None
    version: str | None = None
    role: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "to")


class RelationType(Model):
    """What one word for a relation means; `reversed` turns its direction round."""

    kind: DependencyKind | None = None
    strength: Strength | None = None
    reversed: YesNo = False
    to: Literal["depends_on", "part_of", "replaced_by", "ignore"] = "depends_on"


class RelationTypes(Model):
    """The column of the relation's type, and what its words mean."""

    column: str
    values: dict[str, RelationType | None] | None = None


class Both(Model):
    """The column and the words that say that a row's arrow runs both ways."""

    column: str
    values: tuple[str, ...]


class MappedRelations(Model):
    """A table of arrows: who needs (`from`) whom (`to`)."""

    sheet: str | None = None
    consumer: ColumnOf = Field(alias="from")
    needed: ColumnOf = Field(alias="to")
    types: RelationTypes | None = None
    both: Both | None = None
    note: str | None = None


class MappedAssessment(Model):
    """Who gave the scores that columns hold, and when."""

    assessor: str
    date: DateField


class ImportMapping(Model):
    """The mapping of one import, by its name.

    `through` are the classes of items that stand between two systems and are walked through (ServiceNow).
    """

    name: Slug = Field(alias="import")
    source: MappedSource | None = None
    organisation: ColumnOf | None = None
    key: str | None = None
    where: dict[str, Condition] | None = None
    columns: dict[str, MappedColumn | None] | None = None
    relations: tuple[MappedRelations, ...] | None = None
    through: tuple[str, ...] | None = None
    matches: dict[str, str] | None = None
    assessment: MappedAssessment | None = None

    @model_validator(mode="before")
    @classmethod
    def _organisation_from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever it reads
        """An organisation given as text is an id: a column of no name with that one organisation."""
        if isinstance(value, dict) and isinstance(value.get("organisation"), str):
            return {**value, "organisation": {"column": "", "values": {"": value["organisation"]}}}
        return value
