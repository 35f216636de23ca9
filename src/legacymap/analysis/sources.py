"""The sources of an import before anything is loaded that reads them: within the limits, and of which kind.

What is over a limit is refused at once, and costs no more than looking at it.
"""

from collections.abc import Sequence
from pathlib import Path

from legacymap.domain.errors import RequestError
from legacymap.exchange.archives import looked_through, names_a_sheet
from legacymap.exchange.sheets import MOST_BYTES, over_the_limit

_ARCHIVE = b"PK\x03\x04"
_OF_QUESTIONS = "legacymap"


def content_of(path: Path) -> bytes:
    """The bytes of a file of a source; RequestError where it cannot be read or is too large."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise over_the_limit(path.name, f"it is larger than {MOST_BYTES // 2**20} MiB")
        return path.read_bytes()
    except OSError as error:
        raise RequestError(f"`{path}` cannot be read: {error.strerror}.", "Check the path.") from None


def may_be_answers(sources: Sequence[Path]) -> bool:
    """Whether some source seems to be a workbook of questions; RequestError where one is over a limit."""
    looks = [_looks_like_answers(path) for path in sources if path.is_file()]
    return any(looks)


def _looks_like_answers(path: Path) -> bool:
    content = content_of(path)
    if content.startswith(_ARCHIVE):
        looked_through(content, path.name)
        return names_a_sheet(content, _OF_QUESTIONS)
    if path.suffix.lower() in {".csv", ".tsv", ".txt"}:
        from legacymap.exchange.delimited import check_length  # noqa: PLC0415 - of text files alone

        check_length(content, path.name)
    return False
