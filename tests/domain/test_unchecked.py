from pathlib import Path

import pytest

from legacymap.analysis import reference
from legacymap.domain.errors import RequestError
from legacymap.domain.framework import Framework
from legacymap.domain.unchecked import unchecked
from legacymap.reading.single import read_single, values_of
from legacymap.scoring.frameworks import CHECKED, SHIPPED, shipped_framework


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_framework_has_no_fault_and_is_the_same_without_being_checked(name: str) -> None:
    file = shipped_framework(name)
    read = read_single(file, "framework", Framework)
    assert not read.faults
    assert CHECKED[name] == read.sha256
    (held,) = values_of(file.read_text(encoding="utf-8"))
    assert isinstance(held, dict)
    made = unchecked(Framework, held)
    assert made == read.model
    assert repr(made) == repr(read.model)
    assert read.model is not None
    assert made.model_fields_set == read.model.model_fields_set


def test_a_framework_that_is_not_as_it_was_checked_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "uk-litraf.yaml"
    text = shipped_framework("uk-litraf").read_text(encoding="utf-8")
    broken.write_text(text.replace("red: 16", "red: high"), encoding="utf-8")
    monkeypatch.setattr(reference, "shipped_framework", lambda _: broken)
    with pytest.raises(RequestError, match="it has 1 fault"):
        reference.reference_data("uk-litraf", ())
