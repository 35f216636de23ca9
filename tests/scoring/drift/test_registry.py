from pathlib import Path

from legacymap.scoring import drift
from legacymap.scoring.derive import DERIVATIONS
from legacymap.scoring.drift import DRIFTS


def test_every_drift_is_that_of_a_derivation_and_has_a_file() -> None:
    files = {file.stem for file in Path(drift.__file__).parent.glob("*.py")} - {"__init__", "courses"}
    assert files == set(DRIFTS)
    assert set(DRIFTS) <= set(DERIVATIONS)
