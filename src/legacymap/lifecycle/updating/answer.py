"""The answer of endoflife.date's API v1, `/products/full`, as far as its shape goes."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from legacymap.domain.errors import RequestError
from legacymap.domain.nearest import listed

_SCHEMA = "1"
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """The products of an answer, not yet looked into, and when it was generated."""

    generated_at: str
    day: date
    products: list[object]


def answer(body: bytes, source: str) -> Answer:
    """The answer that `body` holds; RequestError where it is not of the API's shape as a whole.

    Keys that are not known are passed over.
    """
    document = _json(body, source)
    if not isinstance(document, dict):
        raise _refused(source, "it is JSON, but no mapping")
    version = document.get("schema_version")
    if not isinstance(version, str) or version.partition(".")[0] != _SCHEMA:
        told = f"`{version[:_SHOWN]}`" if isinstance(version, str) else "not stated"
        raise _refused(source, f"its schema_version is {told}, and this release knows 1")
    products = document.get("result")
    if not isinstance(products, list) or not products:
        raise _refused(source, "it has no list `result` of products")
    total = document.get("total", len(products))
    if total != len(products):
        raise _refused(source, f"it announces {total} products and holds {len(products)}")
    return _dated(document.get("generated_at"), products, source)


def _json(body: bytes, source: str) -> object:
    try:
        document: object = json.loads(body)
    except (ValueError, RecursionError):
        begin = body.lstrip()[:_SHOWN].decode("utf-8", "replace")
        if begin.startswith("<"):
            raise _refused(source, "it is a web page, not JSON") from None
        why = "it is empty" if not begin else "it is not JSON, or breaks off"
        raise _refused(source, why) from None
    return document


def _dated(generated_at: object, products: list[object], source: str) -> Answer:
    try:
        day = datetime.fromisoformat(str(generated_at)).date()
    except ValueError:
        raise _refused(source, "it does not say when it was generated (`generated_at`)") from None
    return Answer(str(generated_at), day, products)


def _refused(source: str, why: str) -> RequestError:
    shape = listed(("schema_version", "generated_at", "result"), "and")
    hint = f"Expected is the JSON of endoflife.date's API v1 /products/full, with {shape}."
    return RequestError(f"What `{source}` gave cannot be used: {why}.", hint)
