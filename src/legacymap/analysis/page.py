"""Gathers all that the page of an estate shows, from one reading of the inventory."""

from legacymap.analysis.analysis import groundwork_of_systems, members
from legacymap.analysis.explain import explanations
from legacymap.analysis.gaps import found as gaps_found
from legacymap.analysis.map import mapped
from legacymap.analysis.request import Request
from legacymap.analysis.scan import survey
from legacymap.analysis.technologies import exposure
from legacymap.domain.results import Dossier
from legacymap.domain.values import HANDLINGS

QUESTIONS = 20
DETAILED = 2_000


def dossier(request: Request, organisation: str | None = None, detailed: int = DETAILED) -> Dossier:
    """The estate, or those of it that belong to an organisation and all below it, with all that it rests on.

    The first `detailed` systems of the ranking are explained one by one. Raises RequestError when the request
    cannot be done, an unknown organisation or an inventory without systems included.
    """
    ground = groundwork_of_systems(request)
    listed = members(ground.inventory, organisation)
    surveyed = survey(ground, listed)
    explained = tuple(explanations(ground, [entry.record.id for entry in surveyed.entries[:detailed]]))
    asked = gaps_found(ground, listed, QUESTIONS)
    used = exposure(ground, listed)
    drawn = mapped(ground, organisation)
    marks = {surveyed.handling, asked.handling, used.handling, *(each.handling for each in explained)}
    marks |= {drawn.handling} if drawn else set()
    names = {
        entry.record.organisation: ground.inventory.organisation(entry.record.organisation).name
        for entry in surveyed.entries
    }
    return Dossier(
        survey=surveyed,
        framework=ground.materials.framework,
        gaps=asked,
        exposure=used,
        map=drawn,
        explanations=explained,
        organisations={each: name for each, name in sorted(names.items()) if name},
        handling=max(marks, key=HANDLINGS.index),
    )
