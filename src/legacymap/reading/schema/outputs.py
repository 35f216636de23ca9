"""The JSON documents that legacymap writes, as JSON Schemas made from their types."""

from collections.abc import Collection
from typing import cast

from pydantic import TypeAdapter

from legacymap.reading.schema.terms import DIALECT, OWN_KEYS, Schema, address


def output_schema(name: str, document: type, open_to_own_keys: Collection[str] = ()) -> Schema:
    """The schema of a document of this TypedDict; objects named in `open_to_own_keys` carry `x-` keys too."""
    made: Schema = TypeAdapter(document).json_schema(mode="serialization")
    definitions = cast("dict[str, Schema]", made.pop("$defs", {}))
    whole = _closed(made, open_to_own_keys)
    return {
        "$schema": DIALECT,
        "$id": address(name),
        **whole,
        "title": f"legacymap: {name}",
        "$defs": {each: _closed(definitions[each], open_to_own_keys) for each in sorted(definitions)},
    }


def _closed(schema: Schema, open_to_own_keys: Collection[str]) -> Schema:
    """An object's schema without titles of single keys, which say nothing, and without room for others."""
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return schema
    described = str(schema.get("description", "")).partition("\n")[0]
    own: Schema = {"patternProperties": OWN_KEYS} if schema.get("title") in open_to_own_keys else {}
    bare = {
        key: {word: found for word, found in each.items() if word != "title"}
        for key, each in properties.items()
    }
    return {**schema, "description": described, "properties": bare, **own, "additionalProperties": False}
