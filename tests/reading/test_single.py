"""Files of one kind: the first document of that kind, as its model."""

import hashlib
from pathlib import Path

from legacymap.domain.settings import Settings
from legacymap.reading import Places, read_single


def test_the_first_document_of_the_kind_is_read(tmp_path: Path) -> None:
    file = tmp_path / "legacymap.yaml"
    wanted = "settings: {prior: uniform, lifecycle: own.yaml}"
    text = f"organisation: a\n---\n{wanted}\n---\nsettings: {{prior: x}}\n"
    file.write_text(text, encoding="utf-8")
    found = read_single(file, "settings", Settings, inner=True)
    assert found.model == Settings(prior="uniform", lifecycle=("own.yaml",))
    assert found.faults == ()
    assert found.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_fault_in_one_field_leaves_the_others(tmp_path: Path) -> None:
    file = tmp_path / "legacymap.yaml"
    file.write_text("settings:\n  prior: uniform\n  handling: x\n  frame: y\n  prior: z\n", encoding="utf-8")
    found = read_single(file, "settings", Settings, inner=True)
    assert found.model == Settings()
    located = Places([found.file]).located(found.faults)
    assert [(fault.rule, place.line) for fault, place, _ in located] == [
        ("bad-choice", 3),
        ("unknown-key", 4),
        ("duplicate-key", 5),
    ]


def test_a_file_of_another_kind_and_one_that_cannot_be_read_are_faults(tmp_path: Path) -> None:
    for content, rule in {"organisation: a\n": "not-of-this-kind", "settings: [\n": "invalid-yaml"}.items():
        file = tmp_path / "legacymap.yaml"
        file.write_text(content, encoding="utf-8")
        found = read_single(file, "settings", Settings, inner=True)
        assert found.model is None
        assert [fault.rule for fault in found.faults] == [rule]
    (fault,) = read_single(tmp_path / "gone.yaml", "settings", Settings, inner=True).faults
    assert fault.rule == "unreadable-file"
