"""Gathers all that the page of an estate shows, from one reading of the inventory."""

from legacymap.analysis.analysis import analyse_systems
from legacymap.analysis.explain import explanations
from legacymap.analysis.gaps import gaps_of
from legacymap.analysis.map import mapped
from legacymap.analysis.registers import services_of, suppliers_of, technologies_of
from legacymap.analysis.request import Request, Selection
from legacymap.analysis.scan import scan_of
from legacymap.domain.submission import EstateReport
from legacymap.domain.values import HANDLINGS

QUESTIONS = 20
DETAILED = 100  # systems that the page shows one by one where nobody asks for more or fewer
MOST_DETAILED = 2_000


def estate_report(
    request: Request, chosen: Selection | str | None = None, detailed: int = DETAILED
) -> EstateReport:
    """The estate, or those of it that belong to an organisation and all below it, with all that it rests on.

    The first `detailed` systems of the ranking are explained one by one. Raises RequestError when the request
    cannot be done, an unknown organisation or an inventory without systems included.
    """
    analysis = analyse_systems(request)
    scanned = scan_of(analysis, chosen)
    explained = tuple(explanations(analysis, [entry.id for entry in scanned.systems[:detailed]]))
    asked = gaps_of(analysis, chosen, QUESTIONS)
    used = technologies_of(analysis, chosen)
    served, supplied = services_of(analysis, chosen), suppliers_of(analysis, chosen)
    drawn = mapped(analysis, chosen.organisation if isinstance(chosen, Selection) else chosen)
    marks = {
        scanned.handling,
        asked.handling,
        used.handling,
        served.handling,
        supplied.handling,
        *(each.handling for each in explained),
    }
    marks |= {drawn.handling} if drawn else set()
    names = {
        entry.organisation: analysis.inventory.organisation(entry.organisation).name
        for entry in scanned.systems
    }
    return EstateReport(
        scan=scanned,
        framework=analysis.reference.framework,
        gaps=asked,
        technologies=used,
        services=served,
        suppliers=supplied,
        map=drawn,
        explanations=explained,
        organisations={each: name for each, name in sorted(names.items()) if name},
        handling=max(marks, key=HANDLINGS.index),
    )
