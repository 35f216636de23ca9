"""Small pieces that schemas are put together from."""

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
