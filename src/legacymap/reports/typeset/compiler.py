"""What typst makes of a page: no network, no file, no font of the machine, no clock."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

import typst

DOTS_AN_INCH = 200.0


def pdf(source: str, inputs: Mapping[str, str], as_of: date) -> bytes:
    """A tagged PDF that keeps PDF/UA-1, dated midnight of a day."""
    moment = datetime.combine(as_of, time(), UTC)
    return _one(
        typst.compile(
            source.encode(),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs=dict(inputs),
            pdf_standards=["1.7", "ua-1"],
            timestamp=int(moment.timestamp()),
        )
    )


def png(source: str, inputs: Mapping[str, str]) -> bytes:
    """The only page as a picture."""
    return _one(
        typst.compile(
            source.encode(), format="png", ppi=DOTS_AN_INCH, ignore_system_fonts=True, sys_inputs=dict(inputs)
        )
    )


def answer(source: str, inputs: Mapping[str, str]) -> str:
    """The JSON of the only `metadata` of a page."""
    return typst.query(
        source.encode(),
        "metadata",
        field="value",
        one=True,
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
    )


def _one(compiled: bytes | list[bytes]) -> bytes:
    return compiled if isinstance(compiled, bytes) else compiled[0]
