"""YAML as editors and other programs read it, with scalars typed, and the schemas' verdict on it."""

import io
from collections.abc import Iterator
from functools import cache
from typing import cast

import yaml
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError

from legacymap.reading.foreign import OTHER_KINDS, why_foreign
from legacymap.reading.schema import Schema, kind_schema

_TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _OldLoader(yaml.CSafeLoader):
    """YAML 1.1: `no` is false; dates stay text, as JSON has none."""


_OldLoader.yaml_implicit_resolvers = {
    first: [each for each in found if each[0] != _TIMESTAMP]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


class _NewConstructor(SafeConstructor):
    """YAML 1.2: `no` is text; dates stay text."""


_NewConstructor.add_constructor(_TIMESTAMP, SafeConstructor.construct_yaml_str)


def read_as_old(text: str) -> list[object]:
    """The documents of a YAML 1.1 text."""
    return [_with_text_keys(each) for each in yaml.load_all(text, _OldLoader)]


def read_as_new(text: str) -> list[object]:
    """The documents of a YAML 1.2 text."""
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = _NewConstructor
    return [_with_text_keys(each) for each in reader.load_all(io.StringIO(text))]


READERS = (read_as_old, read_as_new)
UNREADABLE = (yaml.YAMLError, YAMLError, ValueError, RecursionError)


@cache
def validator(kind: str) -> Draft202012Validator:
    """Judges documents of a kind."""
    return Draft202012Validator(kind_schema(kind))


def complaints(documents: list[object]) -> list[str]:
    """What the schema of inventories has against documents; those of other kinds are passed over."""
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for document in documents
        if not _is_other(document)
        for error in validator("inventory").iter_errors(document)
    ]


def nodes(schema: object) -> Iterator[Schema]:
    """Every mapping in a schema."""
    if isinstance(schema, dict):
        yield cast("Schema", schema)
        for each in schema.values():
            yield from nodes(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from nodes(each)


def _is_other(document: object) -> bool:
    return (
        isinstance(document, dict)
        and "systems" not in document
        and any(key in document for key in OTHER_KINDS)
    ) or (document is not None and bool(why_foreign(document)))


def _with_text_keys(value: object) -> object:
    """The value with every key as text, as JSON has them."""
    if isinstance(value, dict):
        return {str(key): _with_text_keys(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_text_keys(each) for each in value]
    return value
