"""What a parser makes of a page."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "wbr", "input", "br"})


@dataclass(slots=True)
class Read:
    """Elements with their attributes in order, texts, and what was not closed in order."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)

    @property
    def tags(self) -> Counter[str]:
        """How often each element occurs."""
        return Counter(tag for tag, _ in self.elements)

    @property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [each for _, attributes in self.elements if (each := attributes.get("id"))]

    @property
    def targets(self) -> set[str]:
        """Where links lead."""
        return {each for tag, found in self.elements if tag == "a" and (each := found.get("href"))}


class _Parser(HTMLParser):
    """Follows elements as they open and close."""

    def __init__(self, into: Read) -> None:
        super().__init__(convert_charrefs=True)
        self.into = into
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.into.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.into.unbalanced.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.into.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.into.texts.append(data)


def read(page: str) -> Read:
    """The page as a parser sees it."""
    found = Read()
    parser = _Parser(found)
    parser.feed(page)
    parser.close()
    found.unbalanced += parser.open
    return found
