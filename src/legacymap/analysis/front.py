"""Who hands a submission in, and the department's own parts of it, read from their files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from legacymap.analysis.analysis import Analysis
from legacymap.analysis.scenario import Chosen
from legacymap.domain.errors import RequestError
from legacymap.domain.nearest import did_you_mean
from legacymap.domain.sections import SubmissionDetails
from legacymap.domain.submission import Front, OwnPart, Picture
from legacymap.reading.files import File, content, is_within, shown
from legacymap.reading.text import Unreadable, decoded
from legacymap.reports.content.narrative import FIGURE, pictures_of

_LARGEST_PICTURE = 5 * 1024 * 1024
_KINDS: tuple[tuple[bytes, Literal["png", "jpeg"]], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the settings or a scenario state, and the folder that its files are below."""

    details: SubmissionDetails
    folder: Path
    where: str


def front_of(analysis: Analysis, chosen: Chosen, names: frozenset[str]) -> Front:
    """The first page and the own parts for a scenario, which beats the settings; `names` are the figures.

    Raises RequestError, with the place, for a file that is missing, leads out of its folder or is no text in
    UTF-8, a picture that is none, and a figure that does not exist.
    """
    stated = list(_stated(analysis, chosen))
    texts = {
        section: OwnPart(text, shown(chosen.path))
        for section, text in (chosen.scenario.narrative or {}).items()
    }
    for each in reversed(stated):
        for section, name in (each.details.narrative or {}).items():
            texts[section] = _own_part(each, section, name)
    for part in texts.values():
        _require_figures(part, names)

    details = [each.details for each in stated]
    preferred = next((each.preferred for each in details if each.preferred), None)
    is_this = preferred is not None and preferred.scenario in {None, chosen.scenario.scenario}
    return Front(
        department=next((each.department for each in details if each.department), None),
        owner=next((each.owner for each in details if each.owner), None),
        contact=next((each.contact for each in details if each.contact), None),
        status=next((each.status for each in details if each.status), None),
        reason=preferred.reason if preferred and is_this else None,
        parts=texts,
    )


def preferred_first(analysis: Analysis, chosen: Sequence[Chosen]) -> list[Chosen]:
    """The scenarios, the one that is preferred first: by the settings or by a scenario, else the first.

    Raises RequestError where it is not among several.
    """
    stated = [each.details.preferred for one in chosen for each in _stated(analysis, one)]
    wanted = next((each.scenario for each in stated if each), None)
    if wanted is None or len(chosen) == 1:
        return list(chosen)
    if wanted not in {each.scenario.scenario for each in chosen}:
        raise RequestError(
            f"The preferred scenario is `{wanted}`, which is not among those named.",
            "Name its file with --scenario, or correct `submission.preferred`.",
        )
    return sorted(chosen, key=lambda each: each.scenario.scenario != wanted)


def _stated(analysis: Analysis, chosen: Chosen) -> Iterator[_Stated]:
    """What is stated, what beats the rest first."""
    if chosen.scenario.submission is not None:
        yield _Stated(chosen.scenario.submission, chosen.path.parent, shown(chosen.path))
    if analysis.submission is not None:
        folder = analysis.submission.folder
        yield _Stated(analysis.submission.details, folder, shown(folder / "legacymap.yaml"))


def _own_part(stated: _Stated, section: str, name: str) -> OwnPart:
    path = stated.folder / name
    text = _text(path, stated, f"the narrative of `{section}`")
    pictures = {}
    for line, source in pictures_of(text):
        pictures[source] = _picture(path.parent / source, stated, f"{shown(path)}:{line}")
    return OwnPart(text, shown(path), pictures)


def _text(path: Path, stated: _Stated, what: str) -> str:
    found = _bytes(path, stated, f"{stated.where}: {what}")
    try:
        return decoded(found)
    except Unreadable:
        raise RequestError(
            f"{shown(path)}: the file is not UTF-8, so its letters are not certain.",
            "Save it as UTF-8 and try again.",
        ) from None


def _bytes(path: Path, stated: _Stated, place: str) -> bytes:
    if not is_within(path, stated.folder):
        raise RequestError(
            f"{place}: `{path.name[:80]}` leads out of the folder, and is not read.",
            f"Put the file below `{shown(stated.folder)}`.",
        )
    found = content(File(path, shown(path), path.name))
    if isinstance(found, bytes):
        return found
    raise RequestError(f"{place}: `{shown(path)}`: {found.message}.", found.hint or "Check the path.")


def _picture(path: Path, stated: _Stated, place: str) -> Picture:
    found = _bytes(path, stated, place)
    kind = next((kind for sign, kind in _KINDS if found.startswith(sign)), None)
    if kind is None or len(found) > _LARGEST_PICTURE:
        raise RequestError(
            f"{place}: `{path.name[:80]}` is no picture that documents can show.",
            "Use a PNG or JPEG file of at most 5 MiB.",
        )
    return Picture(found, kind)


def _require_figures(part: OwnPart, names: frozenset[str]) -> None:
    """Raises RequestError for the first figure that does not exist."""
    for number, line in enumerate(part.text.splitlines(), start=1):
        for found in FIGURE.finditer(line):
            name = found[1].strip()
            if name not in names:
                raise RequestError(
                    f"{part.file}:{number}:{found.start() + 1}: there is no figure `{name[:80]}`.",
                    did_you_mean(name, names) or "docs/submission.md lists the figures.",
                )
