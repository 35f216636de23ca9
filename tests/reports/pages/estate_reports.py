"""A report on the estate of nine systems."""

from legacymap.domain.registers import Services, Suppliers
from legacymap.domain.submission import EstateReport
from tests.reports.builders import explanation_of, exposure, framework, survey
from tests.reports.results import gaps


def estate_report(**organisations: str) -> EstateReport:
    """Every system explained; organisations are named as given, `-` written as `_`."""
    found = survey()
    return EstateReport(
        scan=found,
        framework=framework(),
        gaps=gaps(),
        technologies=exposure(),
        services=Services(
            as_of=found.as_of,
            provenance=found.provenance,
            services=(),
            diagnostics=(),
            handling="official",
        ),
        suppliers=Suppliers(
            as_of=found.as_of,
            provenance=found.provenance,
            systems=9,
            without_supplier=9,
            without_place=9,
            suppliers=(),
            places=(),
            diagnostics=(),
            handling="official",
        ),
        map=None,
        explanations=tuple(explanation_of(entry) for entry in found.systems),
        organisations={each.replace("_", "-"): name for each, name in organisations.items()},
        handling="official-sensitive",
    )
