"""A view as a tagged PDF (PDF/UA-1), to be read and printed."""

import json
from datetime import date
from itertools import groupby
from pathlib import Path

from legacymap.reports import typeset
from legacymap.reports.figures import NOTHING, day
from legacymap.reports.inert import inert
from legacymap.reports.typeset.compiler import pdf
from legacymap.reports.typeset.content import Laid, laid, texts
from legacymap.reports.typeset.lettering import lettered, named
from legacymap.reports.view import View

_PAGE = Path(typeset.__file__).parent / "page.typ"


def pdf_bytes(view: View, as_of: date) -> bytes:
    """The view as a document: title, contents, blocks, appendix, provenance; the marking on every page.

    It is dated `as_of`, and set from fonts that come with typst.
    """
    blocks = laid(view)
    kinds = {block.values["is"] for block in blocks}
    values: dict[str, object] = {
        "title": inert(view.title) or NOTHING,
        "marking": view.marking,
        "subject": f"As of {day(as_of)}",
        "keywords": [view.marking] if view.marking else [],
        "has_headings": "heading" in kinds,
        "has_tables": "table" in kinds,
        "parts": _parts(blocks),
    }
    names = named(texts(values))
    return pdf(_PAGE.read_text(encoding="utf-8"), {"view": json.dumps(lettered(values, names))}, as_of)


def _parts(blocks: list[Laid]) -> list[object]:
    return [
        {"is_wide": is_wide, "blocks": [block.values for block in found]}
        for is_wide, found in groupby(blocks, key=lambda block: block.is_wide)
    ]
