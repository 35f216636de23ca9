"""The estate for other tools: ArchiMate models, Backstage catalogues, bills of materials."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from legacymap import __version__
from legacymap.analysis.analysis import Analysis, analyse_systems, members
from legacymap.analysis.editing import raw_records
from legacymap.analysis.marking import marking, named_in
from legacymap.analysis.reference import agreed, usable
from legacymap.analysis.request import Request
from legacymap.analysis.returns import manifests, shared_for
from legacymap.domain.dates import PartialDate
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Diagnostic
from legacymap.domain.frozen import dataclass
from legacymap.domain.imports import ImportMapping
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.results import Incomplete, not_read
from legacymap.domain.system import Technology
from legacymap.domain.values import HANDLINGS, Handling
from legacymap.exchange.targets.archimate import archimate_model
from legacymap.exchange.targets.backstage import backstage_entities
from legacymap.exchange.targets.cyclonedx import cyclonedx_bill
from legacymap.exchange.targets.estate import ExportedEstate, ExportedSystem, ExportedTechnology
from legacymap.exchange.targets.mapped import mapped_csv
from legacymap.reading.inventory import read_inventory
from legacymap.reports.content.provenance import lacking_text
from legacymap.reports.escape import sanitised
from legacymap.reports.words import marking_text
from legacymap.writing.yaml import yaml_text

Target = Literal["archimate", "backstage", "cyclonedx"]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written out, and how much of the inventory it holds."""

    text: str
    systems: int
    stubs: int
    withheld: int
    diagnostics: tuple[Diagnostic, ...]


def exported(
    request: Request, target: Target, organisation: str | None = None, up_to: Handling | None = None
) -> Exported:
    """The estate, or that of an organisation and of all below it, for a target.

    Records of a higher marking than `up_to` become stubs, of which the id alone is told.
    """
    analysis = analyse_systems(request)
    estate = _estate(analysis, members(analysis.inventory, organisation), up_to)
    if target == "archimate":
        text = archimate_model(estate)
    elif target == "backstage":
        text = _catalogue(estate)
    else:  # it tells of no arrows, so stubs are not named
        named = [each.id for each in estate.systems if not each.is_stub]
        marking = sanitised(marking_text(analysis.marking_of(named), analysis.provenance))
        estate = replace(estate, marking=marking)
        text = cyclonedx_bill(estate, analysis.provenance.as_of.isoformat(), __version__)
    stubs = sum(each.is_stub for each in estate.systems)
    systems = len(estate.systems) - stubs
    return Exported(text, systems, stubs, estate.withheld, analysis.outline)


def exported_by_mapping(
    paths: tuple[Path, ...], file: Path, organisation: str | None = None
) -> tuple[str, int, Incomplete | None]:
    """The records as CSV under the headings of another tool, by the mapping of an import from it.

    And how many they are, and what could not be read.
    """
    mapping = usable(file, "import", ImportMapping).model
    if not mapping.columns:
        message = f"The mapping `{file}` names no columns, so there are no headings to write under."
        raise RequestError(message, "Write under `columns` each heading and the field that it stands for.")
    reading = read_inventory(paths)
    inventory = reading.inventory
    chosen = members(inventory, organisation)
    records = [each for each in raw_records(paths) if each.id in chosen]
    held = inventory.records
    referred = (named_in(each.values, held, each.organisation) for each in records)
    named = {*chosen, *(one for each in referred for one in each)}
    least = agreed(paths).settings.handling or HANDLINGS[0]
    mark = marking_text(marking(named, inventory, least))
    said = sanitised(": ".join((mark, *(shared_for(manifests(reading)) or ()))))
    about = f"{said}; legacymap {__version__}; inventory {inventory.sha256[:16]}"
    return mapped_csv(records, mapping, about), len(records), not_read(inventory.unread)


def _catalogue(estate: ExportedEstate) -> str:
    marking = f"# {estate.marking}"
    head = "\n".join([marking, *(f"# {line}" for line in estate.provenance), ""])
    return head + "---\n".join(map(yaml_text, backstage_entities(estate))) + f"{marking}\n"


def _estate(analysis: Analysis, chosen: Collection[str], up_to: Handling | None) -> ExportedEstate:
    inventory = analysis.inventory
    highest = HANDLINGS.index(up_to) if up_to else len(HANDLINGS)
    marks = {system: inventory.handling(inventory.records[system]) for system in sorted(chosen)}
    shown = {system for system, mark in marks.items() if HANDLINGS.index(mark) <= highest}
    arrows = [each for each in analysis.estate.arrows if each.consumer in shown or each.needed in shown]
    ends = {end for arrow in arrows for end in (arrow.consumer, arrow.needed)}
    raw = {each.id: each.values for each in raw_records(analysis.request.paths)}
    systems = [
        _system(analysis, inventory.records[system], raw)
        if system in shown
        else ExportedSystem(system, system)
        for system in sorted(shown | ends)
    ]
    references = (named_in(raw.get(each), inventory.records, each.partition("/")[0]) for each in shown)
    named = {*shown, *ends, *(one for each in references for one in each)}
    return ExportedEstate(
        systems=tuple(systems),
        arrows=tuple(arrows),
        organisations=_organisations(inventory, shown),
        marking=sanitised(marking_text(analysis.marking_of(named, up_to), analysis.provenance)),
        provenance=_provenance(analysis),
        withheld=len(marks) - len(shown),
    )


def _organisations(inventory: Inventory, shown: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Names and parents of the organisations of what is shown, and of those above them."""
    found: dict[str, tuple[str, str]] = {}
    for system in shown:
        for organisation in inventory.lineage(inventory.records[system].organisation):
            described = inventory.organisation(organisation)
            found[organisation] = described.name or organisation, described.parent or ""
    return dict(sorted(found.items()))


def _provenance(analysis: Analysis) -> tuple[str, ...]:
    made = analysis.provenance
    return (
        *lacking_text(analysis.incomplete),
        f"legacymap {made.legacymap}, as of {made.as_of.isoformat()}",
        f"framework {made.framework.id} {made.framework.version} ({made.framework.sha256[:16]})",
        f"lifecycle {made.lifecycle.version} ({made.lifecycle.sha256[:16]})",
        f"inventory {made.inventory_sha256[:16]}",
    )


def _system(analysis: Analysis, record: Record, raw: Mapping[str, Mapping[str, object]]) -> ExportedSystem:
    system = record.system
    assessment = analysis.assessments.get(record.id)
    technologies = [each for each in system.technologies or () if each.product]
    return ExportedSystem(
        id=record.id,
        name=system.name,
        kind=system.kind,
        status=system.status,
        description=system.description or "",
        owner=system.answers.business or system.answers.technical or "",
        part_of=record.full_id(system.part_of) if system.part_of else "",
        record=raw.get(record.id, {}),
        technologies=tuple(_technology(analysis, each) for each in technologies),
        rating=assessment.rating if assessment else "",
        expected=assessment.overall.expected if assessment else None,
        p_red=assessment.p_red if assessment else None,
    )


def _technology(analysis: Analysis, technology: Technology) -> ExportedTechnology:
    """A technology with what is known of its support; the record beats the catalogue, date by date."""
    match = analysis.reference.matcher.match(technology)
    stated = technology.support
    cycle = match.cycles[0] if len(match.cycles) == 1 else None
    purls = match.product.purls if match.product else ()
    return ExportedTechnology(
        product=technology.product,
        version=technology.version or "",
        purl=_versioned(purls[0], technology.version) if purls else "",
        standard_ends=_day((stated and stated.standard_ends) or (cycle and cycle.standard_ends)),
        extended_ends=_day((stated and stated.extended_ends) or (cycle and cycle.extended_ends)),
    )


def _versioned(purl: str, version: str | None) -> str:
    return f"{purl}@{version}" if version and "@" not in purl.rpartition("/")[2] else purl


def _day(end: object) -> str:
    return str(end) if isinstance(end, PartialDate) else ""
