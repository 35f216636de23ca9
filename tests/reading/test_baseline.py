from pathlib import Path

import pytest

from legacymap.domain.errors import RequestError
from legacymap.reading.single import read_baseline
from legacymap.reports.findings.json import baseline_text
from tests.reports.builders import diagnostic


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text(baseline_text([diagnostic(), diagnostic("warning", waived="agreed")]), encoding="utf-8")
    [known] = read_baseline(path).findings
    assert (known.rule, known.file, known.system, known.fingerprint) == (
        *("LM201", "inventory/dwp.yaml", "dwp/searchlight", "0f" * 8),
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"[", "it does not hold JSON"),
        (b"\xff", "it does not hold JSON"),
        (b"", "it does not hold JSON"),
        (b"[]", "it does not hold a mapping"),
        (b"{}", "its `format` is not `legacymap.baseline/1`"),
        (b'{"format": "legacymap.validate/1", "findings": []}', "its `format` is not"),
        (b'{"format": "legacymap.baseline/1", "findings": [{}]}', "`findings.0.rule` does not fit"),
        (b'{"format": "legacymap.baseline/1", "findings": [], "x": 1}', "`x` does not fit"),
    ],
)
def test_what_is_no_baseline_is_refused(content: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_bytes(content)
    with pytest.raises(RequestError) as refused:
        read_baseline(path)
    assert why in refused.value.message
    assert "--write-baseline" in refused.value.hint


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.json"):
        with pytest.raises(RequestError):
            read_baseline(path)
