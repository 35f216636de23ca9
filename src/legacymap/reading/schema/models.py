"""A model as a schema of the mappings that it is read from."""

import re
from collections.abc import Sequence
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, PlainValidator
from pydantic.fields import FieldInfo

from legacymap.domain.values import without_own_keys
from legacymap.reading.schema.descriptions import DESCRIPTIONS
from legacymap.reading.schema.special import FIELDS, SHORT_FORMS
from legacymap.reading.schema.terms import OWN_KEYS, TEXT, Schema, either, or_nothing
from legacymap.reading.schema.words import WORDS, WORDS_BY_NAME

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
        described = DESCRIPTIONS.get(model.__name__, {})
        properties = {
            field.alias or key: self._property(model, key, described.get(key, ""))
            for key, field in model.model_fields.items()
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

    def _property(self, model: type[BaseModel], key: str, description: str) -> Schema:
        field = model.model_fields[key]
        schema = self._field(model, key)
        schema = schema if field.is_required() else or_nothing(schema)
        stated: Schema = {"description": description} if description else {}
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
