"""JSON Schemas of what legacymap reads, made from the models themselves."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import UnionType
from typing import Annotated, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, PlainValidator
from pydantic.fields import FieldInfo

from legacymap.domain.catalogue import Catalogue, support_end
from legacymap.domain.dates import end_of_cover, financial_year, partial_date
from legacymap.domain.framework import Framework, number
from legacymap.domain.imports import ColumnOf, ImportMapping, MappedColumn
from legacymap.domain.inventory import RESERVED, Organisation, Waiver
from legacymap.domain.money import money, signed_money
from legacymap.domain.scenario import Goal, Scenario
from legacymap.domain.settings import Settings, Weight
from legacymap.domain.sharing import Agreements, Audience
from legacymap.domain.system import (
    Companion,
    Dependency,
    Hosting,
    Owner,
    Requirement,
    StatedScore,
    System,
    Technology,
    level,
    level_after,
)
from legacymap.domain.values import (
    LONGEST_ID,
    index,
    integer,
    partly,
    per_cent,
    reference,
    share,
    slug,
    system_or_name,
    without_own_keys,
    yearly_share,
    yes_no,
)
from legacymap.reading.records import FORMAT

Schema = dict[str, object]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# YAML's ways to leave a key out: no value, `~`, `null`, or empty quotes.
NOTHING: Schema = {"type": ["null", "string"], "maxLength": 0}
OWN_KEYS: Schema = {"^x-": True}
# Whatever scalar stands where text is read: editors type it (`12.1`, `no`), the reader never does.
TEXT: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}


def either(*schemas: Schema) -> Schema:
    """What fits one of these at least."""
    return {"anyOf": list(schemas)}


def or_nothing(schema: Schema) -> Schema:
    """What fits this, or an empty value."""
    if schema == TEXT:
        return {"type": ["string", "number", "boolean", "null"]}
    if schema.get("type") in {"array", "object"}:
        return {
            **schema,
            "type": [schema["type"], "null", "string"],
            "maxLength": 0,
        }  # no choice: plainer complaints
    choices = schema.get("anyOf")
    if set(schema) == {"anyOf"} and isinstance(choices, list):
        return {"anyOf": [*choices, NOTHING]}
    return either(schema, NOTHING)


def pattern(regex: str, longest: int | None = None) -> Schema:
    """Text that matches from its first character to its last."""
    bound: Schema = {"maxLength": longest} if longest else {}
    return {"type": "string", "pattern": f"^(?:{regex})$", **bound}


def address(name: str, version: int = 1) -> str:
    """The `$id` of a schema: a name, not a place to fetch anything from."""
    return f"urn:legacymap:{name}:{version}"


_SLUG = "[a-z0-9][a-z0-9-]*"
_WHOLE: Schema = {"type": "integer", "minimum": 0}
_BOOLEAN: Schema = {"type": "boolean"}
_NEXT_YEAR = "|".join(f"{year:02d}-{(year + 1) % 100:02d}" for year in range(100))
_YEAR = f"[0-9]{{2}}(?:{_NEXT_YEAR})"
_MONTH_AND_DAY = (
    "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|[12][0-9])"
)
_AMOUNT = r"(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:_[0-9]+)*)(?:\.[0-9]+)?|\.[0-9]+)\s*(?:[kKmM]|[bB][nN])?"
_YES = "[Yy][Ee][Ss]|[Tt][Rr][Uu][Ee]|[Nn][Oo]|[Ff][Aa][Ll][Ss][Ee]"

_DAY = either(
    {"type": "integer", "minimum": 1000, "maximum": 9999},
    pattern(f"[0-9]{{4}}(?:-(?:0[1-9]|1[0-2]))?|[0-9]{{4}}-(?:{_MONTH_AND_DAY})"),
    {"$ref": "#/$defs/financial-year"},
)


def _day_or(*words: str) -> Schema:
    return either({"enum": list(words)}, {"$ref": "#/$defs/date"})


class Word(NamedTuple):
    """A field type: its name in `$defs`, what a reader should know, and its schema."""

    name: str
    description: str
    schema: Schema


WORDS: Mapping[Callable[..., object], Word] = {
    slug: Word(
        "id",
        "Lower-case letters, digits and hyphens.",
        either(pattern(_SLUG, LONGEST_ID), _WHOLE, _BOOLEAN),
    ),
    reference: Word(
        "reference",
        "`system` for one of the same organisation, `organisation/system` for another's.",
        either(pattern(f"(?:{_SLUG}/)?{_SLUG}", 2 * LONGEST_ID), _WHOLE, _BOOLEAN),
    ),
    system_or_name: Word(
        "system-name",
        "The id of a system, with `organisation/` before it where another's; a name of its own will do.",
        either(pattern(f"(?:{_SLUG}/)?{_SLUG}", 2 * LONGEST_ID), _WHOLE, _BOOLEAN),
    ),
    yes_no: Word("yes-no", "yes or no.", either({"enum": ["yes", "no"]}, _BOOLEAN, pattern(_YES))),
    partly: Word(
        "yes-partly-no",
        "yes, partly or no.",
        either({"enum": ["yes", "partly", "no"]}, _BOOLEAN, pattern(f"{_YES}|[Pp][Aa][Rr][Tt][Ll][Yy]")),
    ),
    integer: Word(
        "count",
        "A whole number of at least 0, such as 1250000 or 1_250_000.",
        either(_WHOLE, pattern("[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:_[0-9]+)*", 24)),
    ),
    yearly_share: Word(
        "yearly-share",
        "A change per year as a share: 0.02 is two per cent.",
        either(
            {"type": "number", "exclusiveMinimum": -1, "maximum": 1},
            pattern(r"[-+]?(?:0*(?:\.[0-9]*)?|0*1(?:\.0*)?)"),
        ),
    ),
    partial_date: Word(
        "date",
        "A year, a month, a day or a financial year: 2028, 2028-03, 2028-03-31, 2028-29.",
        _DAY,
    ),
    end_of_cover: Word("end", "A date, `not-announced` or `unknown`.", _day_or("not-announced", "unknown")),
    support_end: Word(
        "end-of-support",
        "A date, `not-announced`, `unknown`, or `ended`: over, date not known.",
        _day_or("not-announced", "unknown", "ended"),
    ),
    financial_year: Word("financial-year", "April to March, such as 2027-28.", pattern(_YEAR)),
    money: Word(
        "money",
        "An amount such as 1250000, £1.25m, 300k or 2bn.",
        either({"type": "number", "minimum": 0}, pattern(rf"\s*[+]?\s*[£€$¥]?\s*[+]?{_AMOUNT}\s*", 40)),
    ),
    signed_money: Word(
        "signed-money",
        "An amount that may be negative, such as £3.2m or -£300k.",
        either(
            {"type": "number"},
            pattern(rf"\s*(?:[-+−]\s*[£€$¥]?\s*|[£€$¥]?\s*[-+−]?){_AMOUNT}\s*", 40),
        ),
    ),
    level: Word(
        "level",
        "A level of the criterion's scale.",
        either({"type": "integer", "minimum": 0, "maximum": 999}, pattern("[0-9]{1,3}")),
    ),
    level_after: Word(
        "level-after",
        "A level of the criterion's scale; for `others`, the word unchanged.",
        either(
            {"type": "integer", "minimum": 0, "maximum": 999}, pattern("[0-9]{1,3}"), {"const": "unchanged"}
        ),
    ),
    share: Word(
        "share",
        "A number of at least 0, such as 0.035.",
        either({"type": "number", "minimum": 0}, pattern(r"[0-9]+\.?[0-9]*|\.[0-9]+", 30)),
    ),
    index: Word(
        "index",
        "A number above 0, such as 1.019.",
        either(
            {"type": "number", "exclusiveMinimum": 0},
            pattern(r"[0-9]*[1-9][0-9]*\.?[0-9]*|[0-9]*\.[0-9]*[1-9][0-9]*", 30),
        ),
    ),
    per_cent: Word(
        "per-cent",
        "A share, such as 60% or 0.6.",
        either({"type": "number", "minimum": 0}, pattern(r"\s*(?:[0-9]+\.?[0-9]*|\.[0-9]+)\s*%?\s*", 30)),
    ),
    number: Word(
        "number",
        "A number, such as 16 or 0.77.",
        either({"type": "number"}, pattern(r"\s*[-+]?(?:[0-9]+(?:/[0-9]+)?|[0-9]*\.[0-9]+|[0-9]+\.)\s*", 19)),
    ),
}
WORDS_BY_NAME: Mapping[str, Schema] = {
    word.name: {"description": word.description, **word.schema} for word in WORDS.values()
}


# The key for which a text alone stands.
SHORT_FORMS: Mapping[type[BaseModel], str] = {
    Organisation: "id",
    Owner: "business",
    Hosting: "type",
    Technology: "product",
    Dependency: "system",
    Requirement: "system",
    Companion: "system",
    Goal: "aim",
    ColumnOf: "column",
    MappedColumn: "to",
    StatedScore: "score",
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
    (Settings, "include"): either(TEXT, {"type": "array", "items": TEXT}),
    (Settings, "exclude"): either(TEXT, {"type": "array", "items": TEXT}),
}


_REFERENCE = re.compile(r"#/\$defs/([a-z-]+)")


class Definitions:
    """The schemas that a document refers to, by name; each is made once."""

    def __init__(self) -> None:
        self._found: dict[str, Schema] = {}

    def model(self, model: type[BaseModel]) -> Schema:
        """What a value of this model may look like, its short form included."""
        name = _name(model)
        if name not in self._found:
            self._found[name] = {}
            self._found[name] = self._object(model)
        whole: Schema = {"$ref": f"#/$defs/{name}"}
        key = SHORT_FORMS.get(model)
        return either(self._field(model, key), whole) if key else whole

    def sorted(self) -> Schema:
        """All of them by name, with those that they refer to in turn."""
        found = dict(self._found)
        wanted = [*found.values()]
        while wanted:
            for name in _REFERENCE.findall(str(wanted.pop())):
                if name not in found:
                    found[name] = WORDS_BY_NAME[name]
                    wanted.append(found[name])
        return {name: found[name] for name in sorted(found)}

    def _object(self, model: type[BaseModel]) -> Schema:
        properties = {
            field.alias or key: self._property(model, key) for key, field in model.model_fields.items()
        }
        required = [field.alias or key for key, field in model.model_fields.items() if field.is_required()]
        return {
            "title": _title(model),
            "description": (model.__doc__ or "").strip().partition("\n")[0],
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
            "patternProperties": OWN_KEYS,
            "additionalProperties": False,
        }

    def _property(self, model: type[BaseModel], key: str) -> Schema:
        field = model.model_fields[key]
        schema = self._field(model, key)
        schema = schema if field.is_required() else or_nothing(schema)
        stated: Schema = {"description": field.description} if field.description else {}
        is_plain = isinstance(field.default, str) or (
            field.default is not None and type(field.default) is int
        )
        default: Schema = {"default": field.default} if is_plain else {}
        return {**stated, **schema, **default}

    def _field(self, model: type[BaseModel], key: str) -> Schema:
        own = FIELDS.get((model, key))
        if own is not None:
            return own
        field: FieldInfo = model.model_fields[key]
        return self._value(field.annotation, field.metadata)

    def _value(self, annotation: object, metadata: Sequence[object] = ()) -> Schema:
        for each in metadata:
            if isinstance(each, PlainValidator):
                return {"$ref": f"#/$defs/{WORDS[each.func].name}"}
        origin, inside = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._value(inside[0], inside[1:])
        if origin in {Union, UnionType}:
            [only] = [each for each in inside if each is not type(None)]
            return self._value(only)
        if origin in {tuple, dict}:
            return self._list(inside, metadata) if origin is tuple else self._mapping(inside, metadata)
        return self._single(annotation)

    def _single(self, annotation: object) -> Schema:
        if get_origin(annotation) is Literal:
            return {"enum": [*get_args(annotation)]}
        if annotation is str:
            return TEXT
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self.model(annotation)
        raise TypeError(f"no schema is known for {annotation!r}")

    def _list(self, inside: Sequence[object], metadata: Sequence[object]) -> Schema:
        least = [each for each in (getattr(found, "min_length", None) for found in metadata) if each]
        bound: Schema = {"minItems": least[0]} if least else {}
        if inside[-1] is Ellipsis:
            return {"type": "array", "items": self._value(inside[0]), **bound}
        items = [self._value(each) for each in inside]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}

    def _mapping(self, inside: Sequence[object], metadata: Sequence[object]) -> Schema:
        key, value = inside
        values = or_nothing(self._value(value))
        drops_own = any(
            isinstance(each, BeforeValidator) and each.func is without_own_keys for each in metadata
        )
        own: Schema = {"patternProperties": OWN_KEYS} if drops_own else {}
        if key is str:
            return {"type": "object", **own, "additionalProperties": values}
        names = self._value(key)
        allowed = either(names, {"pattern": "^x-"}) if drops_own else names
        return {"type": "object", "propertyNames": allowed, **own, "additionalProperties": values}


def _title(model: type[BaseModel]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).capitalize()


def _name(model: type[BaseModel]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", model.__name__).lower()


_INVENTORY = "An inventory document: an organisation, its systems, and findings that were accepted."
_SETTINGS = "What a department and its continuous integration agree on: legacymap.yaml."


def kind_schema(kind: str) -> Schema:
    """The schema of the documents of one kind; KeyError for a kind that is not in KINDS."""
    definitions = Definitions()
    described, made = KINDS[kind]
    document = made(definitions)
    return {
        "$schema": DIALECT,
        "$id": address(kind, FORMAT),
        "title": f"legacymap: {kind}",
        "description": described,
        **document,
        "$defs": definitions.sorted(),
    }


def _inventory(definitions: Definitions) -> Schema:
    def each(model: type[BaseModel]) -> Schema:
        return or_nothing({"type": "array", "items": definitions.model(model)})

    version = {"description": "The version of the format.", **or_nothing(_version())}
    organisation = {
        "description": "The organisation that all systems here belong to: its id, or its description.",
        **or_nothing(definitions.model(Organisation)),
    }
    return {
        "type": ["object", "null"],
        "properties": {
            "legacymap": version,
            "organisation": organisation,
            "systems": {"description": "One record for each system.", **each(System)},
            "waivers": {"description": "Findings that somebody has accepted for a time.", **each(Waiver)},
        },
        "dependentSchemas": {
            "systems": {"required": ["organisation"], "properties": {"organisation": {"not": NOTHING}}}
        },
        "patternProperties": OWN_KEYS,
        "additionalProperties": False,
    }


def _version() -> Schema:
    known = [*range(1, FORMAT + 1)]
    return {"enum": [*known, *map(str, known)]}


def _settings(definitions: Definitions) -> Schema:
    settings = either(definitions.model(Settings), NOTHING)
    return {
        "type": "object",
        "properties": {"settings": {"description": "The defaults of a folder.", **settings}},
        "required": ["settings"],
        "patternProperties": OWN_KEYS,
        "additionalProperties": False,
    }


def _whole(model: type[BaseModel]) -> Callable[[Definitions], Schema]:
    return lambda definitions: definitions.model(model)


KINDS: Mapping[str, tuple[str, Callable[[Definitions], Schema]]] = {
    "inventory": (_INVENTORY, _inventory),
    "settings": (_SETTINGS, _settings),
    "scenario": ("The years, prices, money and decisions that a plan is made under.", _whole(Scenario)),
    "framework": ("A scoring framework: criteria, scales, and how scores combine.", _whole(Framework)),
    "import": ("What an import makes of the columns of a source.", _whole(ImportMapping)),
    "audience": ("For whom returns are made, and what may leave for them.", _whole(Audience)),
    "agreements": ("What two sides settled where their records disagreed.", _whole(Agreements)),
    "lifecycle": ("Support dates of products, to add to the shipped catalogue.", _whole(Catalogue)),
}
