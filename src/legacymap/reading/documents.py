"""The documents of a YAML text; what reads them is loaded when a text needs it.

Most texts are plain and are read line by line: of a few small files libyaml would take longer to load than
all of them to read.
"""

from collections.abc import Iterator

from legacymap.reading.document import Budget, Document


def documents(
    text: str, *, placed: bool = True, watched: bool = False, budget: Budget | None = None, above: int = 0
) -> Iterator[Document]:
    """The documents of a text as `yaml.documents` gives them."""
    from legacymap.reading import yaml  # noqa: PLC0415 - see above

    return yaml.documents(text, placed=placed, watched=watched, budget=budget, above=above)
