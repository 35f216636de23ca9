from pathlib import Path

from legacymap.scoring import criteria
from legacymap.scoring.criteria import DERIVATIONS, derivation_of, derivation_problems
from tests.scoring.builders import EXAMPLE, framework_from


def test_every_derivation_file_is_registered() -> None:
    files = {file.stem for file in Path(criteria.__file__).parent.glob("*.py")} - {"__init__", "bounds"}
    assert files == set(DERIVATIONS)


def test_a_derivation_of_another_scale_does_not_speak_and_is_reported() -> None:
    framework = framework_from(
        EXAMPLE.read_text().replace("derived_from: other_systems", "derived_from: vulnerabilities")
    )
    group, criterion = framework.by_word["B2"]
    assert derivation_of(criterion, group) is None
    assert derivation_problems(framework) == (
        "`other_systems` has the scale 1 to 5, but the derivation `vulnerabilities` speaks of 1 to 6",
    )


def test_an_unknown_derivation_does_not_speak_and_is_reported() -> None:
    framework = framework_from(
        EXAMPLE.read_text().replace("derived_from: other_systems", "derived_from: other-system")
    )
    group, criterion = framework.by_word["B2"]
    found = derivation_of(criterion, group)
    assert found is None
    assert derivation_problems(framework) == (
        "`other_systems` is derived from `other-system`, which is unknown. Did you mean `other_systems`?",
    )
