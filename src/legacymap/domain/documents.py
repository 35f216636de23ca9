"""JSON of what was found: frozen dataclasses, dumped and described by their types alone."""

from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from functools import cache, partial
from operator import is_, not_
from typing import Annotated, Any, cast, get_args, get_origin, get_type_hints

from pydantic import (
    Field,
    PlainSerializer,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    TypeAdapter,
    WithJsonSchema,
    WrapSerializer,
)
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import PydanticSerializationError

from legacymap.domain.dates import financial_year_text
from legacymap.domain.frozen import dataclass

Schema = dict[str, object]

# What views for people need beside the JSON.
HIDDEN = Field(exclude=True)
# A key that is not there at all where nothing was asked for.
WHERE_ASKED = Field(exclude_if=partial(is_, None))
_OWN = "x-"
_SET_ASIDE = "\0set aside\0"
_PLACE = b'"\\u0000set aside\\u0000"'


def _set_aside(row: tuple[object, ...], dumped: SerializerFunctionWrapHandler, asked: SerializationInfo):  # type: ignore[no-untyped-def]  # noqa: ANN202 - an annotation would become its type in the schema
    """A row as JSON has it, or where a list of rows is handed in, put there with a mark in its place."""
    if asked.context is None:
        return dumped(row)
    asked.context.append(row)
    return _SET_ASIDE


# A row of values that many other rows hold too: the text of each is made once (`indented`).
SHARED = WrapSerializer(_set_aside)
_OWN_AS_TEXT = b'"x-": {'  # inside a text its quotes would be escaped
# A mapping whose keys, all in `x-`, stand in the object itself, after its own: what users added to a record.
OWN_KEYS = Field(serialization_alias=_OWN, exclude_if=not_)


def whole(amount: float) -> float:
    """An amount as a whole number where it is one."""
    return int(amount) if float(amount).is_integer() else amount


# The year in which a financial year begins, by its name: 2027 is `2027-28`.
FinancialYear = Annotated[int, PlainSerializer(financial_year_text, return_type=str)]
Pounds = Annotated[
    float,
    PlainSerializer(whole, return_type=int | float),
    WithJsonSchema({"type": "number"}, "serialization"),
]


def as_json(document: object) -> dict[str, Any]:
    """A document as JSON has it, unrounded: the fields of its type, in their order."""
    found = plain(document, type(document))
    return cast("dict[str, Any]", found)


def plain(value: object, kind: object) -> object:
    """A value of a type as JSON has it: a document, or some items of one of its rows."""
    found = _adapter(kind).dump_python(value, mode="json", by_alias=True, warnings=False)
    for each in found.values() if isinstance(found, dict) else (found,):
        _spread(each)
    return found


Known = dict[tuple[int, int], bytes]


def indented(value: object, kind: object, margin: int = 0, known: Known | None = None) -> bytes | None:
    """The same as indented text, much quicker; None where it holds own keys, or text that is no Unicode.

    Lines but the first begin with a margin of so many spaces. `known` keeps the text of SHARED items, by
    their identity and indentation: it is good for as long as they live.
    """
    shared: list[tuple[object, ...]] | None = [] if known is not None else None
    try:
        written = _written(value, kind, shared).replace(b"\n", b"\n" + b" " * margin)
        if _OWN_AS_TEXT in written:
            return None
        return _filled(written, shared, known) if shared and known is not None else written
    except PydanticSerializationError:
        return None


def _written(value: object, kind: object, shared: list[tuple[object, ...]] | None = None) -> bytes:
    return _adapter(kind).dump_json(value, indent=2, by_alias=True, warnings=False, context=shared)


def _filled(written: bytes, shared: Sequence[tuple[object, ...]], known: Known) -> bytes | None:
    """The text with the rows that were set aside in place; None where a text looks like such a place."""
    pieces = written.split(_PLACE)
    if len(pieces) != len(shared) + 1:
        return None
    filled = [pieces[0]]
    for row, piece in zip(shared, pieces[1:], strict=True):
        line = filled[-1].rpartition(b"\n")[2]
        within = len(line) - len(line.lstrip(b" ")) + 2
        items = [known.get((id(item), within)) or _remembered(item, within, known) for item in row]
        margin = b"\n" + b" " * within
        filled += (b"[" + margin, (b"," + margin).join(items), margin[:-2] + b"]") if items else (b"[]",)
        filled.append(piece)
    return b"".join(filled)


def _remembered(item: object, margin: int, known: Known) -> bytes:
    text = known[id(item), margin] = _written(item, type(item)).replace(b"\n", b"\n" + b" " * margin)
    return text


@dataclass(frozen=True, slots=True)
class LongRow:
    """The longest row of dataclasses that a document holds: its key, its items, and their type as a row."""

    key: str
    items: tuple[object, ...]
    kind: object


def longest_row(document: object) -> LongRow | None:
    """That of a document; None where it has no such field."""
    document_type: Any = type(document)
    rows = [LongRow(key, getattr(document, key), kind) for key, kind in _rows(document_type)]
    return max(rows, key=lambda row: len(row.items), default=None)


def json_schema(document: type) -> Schema:
    """The schema of a document of this type: every object with the keys of its dataclass and no others."""
    made: Schema = _adapter(document).json_schema(mode="serialization", schema_generator=_Described)
    definitions = cast("dict[str, Schema]", made.pop("$defs", {}))
    described = {name: _closed(definitions[name]) for name in sorted(definitions)}
    return {**_closed(made), "$defs": described}


def _spread(value: object) -> None:
    """Puts own keys into their object, or into the objects of a list; deeper none of them stand."""
    for each in value if isinstance(value, list) else (value,):
        if isinstance(each, dict) and _OWN in each:
            each.update(each.pop(_OWN))


@cache
def _rows(document: Any) -> tuple[tuple[str, object], ...]:  # noqa: ANN401 - a type, as below
    """The fields of a document that hold a row of dataclasses just as they are, with their types."""
    hints = get_type_hints(document, include_extras=True)
    return tuple(
        (key, kind)
        for key, kind in hints.items()
        if get_origin(kind) is tuple and get_args(kind)[1:] == (...,) and is_dataclass(get_args(kind)[0])
    )


@cache
def _adapter(document: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a type, which pydantic takes as any value
    return TypeAdapter(document)


class _Described(GenerateJsonSchema):
    """Describes what is written: every key is there, but those that only stand where they are asked for."""

    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ANN401, FBT001 - as inherited
        if field["type"] == "typed-dict-field":
            return super().field_is_required(field, total)
        return "serialization_exclude_if" not in field


def _closed(schema: Schema) -> Schema:
    """An object's schema without titles of single keys, which say nothing, and without room for others."""
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return schema
    line = str(schema.get("description", "")).partition("\n")[0]
    bare = {
        key: {word: found for word, found in each.items() if word not in {"title", "default"}}
        for key, each in properties.items()
        if key != _OWN
    }
    own: Schema = {"patternProperties": {"^x-": True}} if _OWN in properties else {}
    return {**schema, "description": line, "properties": bare, **own, "additionalProperties": False}
