"""What figures rest on besides the inventory: the framework and the catalogue of support dates."""

from dataclasses import dataclass
from pathlib import Path

from legacymap.domain.errors import RequestError
from legacymap.domain.framework import Framework
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.domain.survey import Edition
from legacymap.lifecycle import Matcher
from legacymap.scoring import SHIPPED, derivation_problems, shipped_framework
from legacymap.verbs.catalogue import lifecycle as catalogued
from legacymap.verbs.usable import usable

DEFAULT_FRAMEWORK = "uk-litraf"


@dataclass(frozen=True, slots=True)
class Materials:
    """The framework with its edition, and the matcher over the catalogue with its edition."""

    framework: Framework
    framework_edition: Edition
    matcher: Matcher
    lifecycle_edition: Edition


def materials(framework: str | None, lifecycle: tuple[Path, ...]) -> Materials:
    """The framework and catalogue to work with; files in `lifecycle` add to the shipped catalogue.

    Raises RequestError where a file is missing or wrong in any way: nothing is half-loaded.
    """
    chosen = framework or DEFAULT_FRAMEWORK
    path = shipped_framework(chosen) if chosen in SHIPPED else Path(chosen)
    if not path.is_file():
        hint = did_you_mean(chosen, SHIPPED) or f"Check the path; shipped is {listed(SHIPPED, 'and')}."
        raise RequestError(f"There is no framework `{chosen}`.", hint)
    judged = usable(path, "framework", Framework)
    problems = derivation_problems(judged.model)
    if problems:
        raise RequestError(
            f"`{path}` cannot be used: {problems[0]}.", "docs/scoring.md lists the derivations."
        )
    catalogue = catalogued(lifecycle)
    return Materials(
        framework=judged.model,
        framework_edition=Edition(judged.model.framework, judged.model.version, judged.sha256),
        matcher=Matcher(catalogue.products),
        lifecycle_edition=catalogue.edition,
    )
