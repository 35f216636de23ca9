"""How a document's list of systems is laid out in its text."""

from typing import Literal

from legacymap.domain.frozen import dataclass

ListForm = Literal[
    "items",  # one item a dash: from the first dash to the end of the last item
    "empty",  # brackets with nothing between them, a word for nothing, or nothing at all
    "absent",  # the document has no such key; its mapping ends where the layout does
    "closed",  # lines cannot be put in
]


@dataclass(frozen=True, slots=True)
class ListLayout:
    """Where the list stands, in characters from 0, and the column (from 0) of its dashes, or of its key.

    `why` says of a closed list what it is instead, as the end of a sentence.
    """

    form: ListForm
    start: int = 0
    end: int = 0
    column: int = 0
    why: str = ""
