"""Where something stands: first as a route through a document, then as lines and columns."""

from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Route:
    """The way to a key or value: a file, the number of the document in it (from 0), and the keys to follow.

    `on_key` points at the last key itself instead of at its value.
    """

    file: str
    document: int = 0
    path: Path = ()
    on_key: bool = False

    def to(self, *steps: str | int, on_key: bool = False) -> "Route":
        """The route that goes on from here along `steps`."""
        return Route(self.file, self.document, self.path + steps, on_key)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text in a file; lines and columns count from 1, in characters, as an editor shows them.

    `file` is relative to the working directory, with forward slashes; the end is exclusive.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


def path_text(path: Path) -> str:
    """The path as people write it: `depends_on[2].system`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text
