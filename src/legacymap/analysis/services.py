"""Lists the services of an estate: what each stands on, how red that is, its cost and its plans."""

from legacymap.analysis.analysis import Analysis, analyse_systems, members
from legacymap.analysis.request import Request, Selection
from legacymap.domain.registers import ServiceLine, Services
from legacymap.domain.results import ServiceFoundations


def services(request: Request, chosen: Selection | str | None = None) -> Services:
    """The services of the estate, or of an organisation and of all below it (method, section 4).

    Raises RequestError when the request cannot be done, an unknown organisation or an inventory without
    systems included.
    """
    analysis = analyse_systems(request)
    return services_of(analysis, members(analysis.inventory, chosen))


def services_of(analysis: Analysis, listed: frozenset[str]) -> Services:
    """The services among the systems in `listed`."""
    found = [
        each
        for each in analysis.estate.service_foundations(analysis.ratings, analysis.order)
        if each.system in listed
    ]
    shown = {name for each in found for name in (each.system, *each.foundations)}
    return Services(
        as_of=analysis.request.as_of,
        provenance=analysis.provenance,
        incomplete=analysis.incomplete,
        services=tuple(_line(analysis, each) for each in found),
        diagnostics=analysis.outline,
        handling=analysis.marking_of(shown),
    )


def _line(analysis: Analysis, found: ServiceFoundations) -> ServiceLine:
    records, score = analysis.inventory.records, analysis.assessments.get(found.system)
    record = records[found.system]
    weakest = records.get(found.weakest) if found.weakest else None
    return ServiceLine(
        system=found.system,
        name=record.system.name,
        organisation=record.organisation,
        rating=score.rating if score else None,
        p_red=score.p_red if score else None,
        foundations=found.foundations,
        red=found.red,
        possibly_red=found.possibly_red,
        weakest=found.weakest,
        weakest_name=weakest.system.name if weakest else None,
        weakest_rating=analysis.ratings.get(found.weakest) if found.weakest else None,
        weakest_confirmed=found.weakest_confirmed,
        annual_run=found.annual_run,
        stated=found.stated,
        planned=found.planned,
        funded=tuple(each for each in found.planned if _is_funded(analysis, each)),
    )


def _is_funded(analysis: Analysis, system: str) -> bool:
    remediation = analysis.inventory.records[system].system.remediation
    return bool(remediation and remediation.plan and remediation.plan.funded == "yes")
