"""A release of the API as a cycle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from legacymap.domain.catalogue import Cycle, support_state
from legacymap.domain.dates import PartialDate
from legacymap.lifecycle.spelling import name_key

_WITHOUT_DATE = {True: "ended", False: "not-announced", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Releases:
    """The cycles of a product, and how many flags their dates overruled."""

    cycles: tuple[Cycle, ...]
    flags_overruled: int


def releases(found: Iterable[object], names: Mapping[str, tuple[str, ...]], as_of: date) -> Releases:
    """The releases of one product as cycles; `names` are everyday names by the name of a release.

    What does not fit is left out. Of releases whose names are the same but for case and punctuation, the
    first counts.
    """
    cycles: dict[str, Cycle] = {}
    overruled = 0
    for release in found:
        if not isinstance(release, dict):
            continue
        cycle = _cycle(release, names)
        if cycle is not None and name_key(cycle.cycle) not in cycles:
            cycles[name_key(cycle.cycle)] = cycle
            overruled += _is_overruled(cycle, release.get("isEol"), as_of)
    return Releases(tuple(cycles.values()), overruled)


def clean(text: object) -> str | None:
    """The text, if it is one that can name something: printable, on one line, and not blank."""
    return text if isinstance(text, str) and text.strip() and text.isprintable() else None


def _cycle(release: Mapping[str, object], names: Mapping[str, tuple[str, ...]]) -> Cycle | None:
    """The release as a cycle; None where it does not fit."""
    name = clean(release.get("name"))
    if name is None or ("isEol" not in release and release.get("eolFrom") is None):
        return None
    try:
        cycle = Cycle.model_validate(
            {
                "cycle": name,
                "aliases": names.get(name, ()),
                "released": release.get("releaseDate"),
                "standard_ends": _end(release.get("eolFrom"), release.get("isEol")),
                "extended_ends": _extended(release.get("eoesFrom"), release.get("isEoes")),
            }
        )
    except ValueError:  # pydantic's own error is one, and only `domain` and `reading` know pydantic
        return None
    return cycle if _is_in_order(cycle) else None


def _end(day: object, has_ended: object) -> object:
    """The date where there is one; else what the flag says."""
    if day is not None:
        return day if isinstance(day, str) and day[:1].isdecimal() else ()
    return _WITHOUT_DATE[has_ended] if isinstance(has_ended, bool | None) else ()


def _extended(day: object, has_ended: object) -> object:
    """The same for paid support, where null says that there is none."""
    return None if day is None and has_ended is None else _end(day, has_ended)


def _is_in_order(cycle: Cycle) -> bool:
    dates = (cycle.released, cycle.standard_ends, cycle.extended_ends)
    known = [each for each in dates if isinstance(each, PartialDate)]
    return all(earlier.first <= later.last for earlier, later in pairwise(known))


def _is_overruled(cycle: Cycle, flag: object, as_of: date) -> bool:
    has_date = isinstance(cycle.standard_ends, PartialDate)
    return has_date and flag is not None and flag != (support_state(cycle.standard_ends, as_of) == "ended")
