"""What the models do beyond their field types: texts that stand for a mapping, and checks of one field."""

from collections.abc import Mapping
from typing import get_args

from pydantic import BaseModel

from legacymap.domain.inventory import RESERVED, Organisation
from legacymap.domain.mapping import ColumnOf, MappedColumn
from legacymap.domain.settings import Settings, Weight
from legacymap.domain.system import Dependency, Hosting, Owner, Requirement, StatedScore, Technology
from legacymap.reading.schema.terms import TEXT, Schema, either, or_nothing

# The key for which a text alone stands.
SHORT_FORMS: Mapping[type[BaseModel], str] = {
    Organisation: "id",
    Owner: "business",
    Hosting: "type",
    Technology: "product",
    Dependency: "system",
    Requirement: "system",
    StatedScore: "score",
    ColumnOf: "column",
    MappedColumn: "to",
}
_ORGANISATION: Schema = {"allOf": [{"$ref": "#/$defs/id"}, {"not": {"const": RESERVED}}]}

# Fields that look otherwise than their types say.
FIELDS: Mapping[tuple[type[BaseModel], str], Schema] = {
    (Organisation, "id"): _ORGANISATION,
    (Organisation, "parent"): _ORGANISATION,
    (Organisation, "currency"): {"type": "string", "pattern": "^[A-Z]{3}$"},
    (StatedScore, "score"): either({"enum": ["unknown", "not-applicable"]}, {"$ref": "#/$defs/level"}),
    # YAML 1.1 reads `off` as false.
    (Settings, "severities"): {
        "type": "object",
        "additionalProperties": or_nothing({"enum": [*get_args(Weight), False]}),
    },
    (Settings, "lifecycle"): either(TEXT, {"type": "array", "items": TEXT}),
}
