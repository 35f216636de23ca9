"""Systems with their assessments, for the tests of later years."""

from legacymap.domain.framework import Framework
from legacymap.scoring.assess import assess
from legacymap.scoring.facts import Facts, Scored
from tests.scoring.builders import facts, record, uk_litraf


def scored_system(
    text: str, beside: Facts | None = None, framework: Framework | None = None, prior: str = "calibrated"
) -> Scored:
    """The record of the YAML `text` as it stands at TODAY."""
    known, around = record(text), beside or facts()
    return Scored(known, around, assess(known, around, framework or uk_litraf(), prior))
