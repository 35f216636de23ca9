"""A dossier of the estate of nine systems."""

from legacymap.domain.results import Dossier
from tests.reports.builders import explanation_of, exposure, framework, survey
from tests.reports.results import gaps


def dossier(**organisations: str) -> Dossier:
    """Every system explained; organisations are named as given, `-` written as `_`."""
    found = survey()
    return Dossier(
        survey=found,
        framework=framework(),
        gaps=gaps(),
        exposure=exposure(),
        map=None,
        explanations=tuple(explanation_of(entry) for entry in found.entries),
        organisations={each.replace("_", "-"): name for each, name in organisations.items()},
        handling="official-sensitive",
    )
