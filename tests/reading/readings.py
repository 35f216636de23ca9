"""What the reader makes of files, with every fault at its place."""

from pathlib import Path
from tempfile import TemporaryDirectory

from legacymap.domain.findings import Place
from legacymap.domain.inventory import Inventory
from legacymap.reading import Places, read_inventory
from legacymap.reading.places import Located
from legacymap.reading.text import legible

RICH = Path(__file__).with_name("rich.yaml")
HEADER = "organisation: {id: dwp, name: DWP}\nsystems:\n"


def read(folder: Path, *names: str) -> tuple[Inventory, list[Located]]:
    """The inventory of a folder (or of files in it), and its faults with their places."""
    reading = read_inventory(tuple(folder / name for name in names) if names else (folder,))
    return reading.inventory, Places(reading.files).located(reading.faults)


def read_text(text: str | bytes) -> tuple[Inventory, list[Located]]:
    """What a folder with one file of this text holds."""
    with TemporaryDirectory() as folder:
        put(Path(folder), {"a.yaml": text})
        return read(Path(folder))


def put(folder: Path, files: dict[str, str | bytes]) -> Path:
    """The folder, with these files written into it byte by byte."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def rules(located: list[Located]) -> list[str]:
    """The rules that were broken, in order."""
    return [fault.rule for fault, _, _ in located]


def lines(located: list[Located]) -> list[tuple[str, int]]:
    """Each fault's rule and line."""
    return [(fault.rule, place.line) for fault, place, _ in located]


def stretches(located: list[Located], text: str) -> list[tuple[str, str]]:
    """Each fault's rule with the text that it points at."""
    return [(fault.rule, pointed_at(place, text)) for fault, place, _ in located]


def pointed_at(place: Place, text: str) -> str:
    """The text from the start of a place to its end."""
    every = text.split("\n")
    start = sum(len(line) + 1 for line in every[: place.line - 1]) + place.column - 1
    end = sum(len(line) + 1 for line in every[: place.end_line - 1]) + place.end_column - 1
    return text[start:end]


def lies_inside(place: Place, content: bytes) -> bool:
    """Whether a place starts within the bytes of its file and ends there, or one character after them."""
    every = legible("", content).text.split("\n")
    if not 1 <= place.line <= place.end_line <= len(every):
        return False
    widths = [len(line) + 1 for line in every]  # each with its line end, or the end of the file
    is_forward = (place.line, place.column) <= (place.end_line, place.end_column)
    return (
        is_forward
        and 1 <= place.column <= widths[place.line - 1]
        and 1 <= place.end_column <= widths[place.end_line - 1] + 1
    )
