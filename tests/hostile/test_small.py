"""Small awkward files, values and names: harmless in every format, and no command is brought down."""

# ruff: noqa: E501 - cases are read as the rows of a table

import os
from pathlib import Path

import pytest

from tests.hostile.large import GOOD, START
from tests.hostile.running import DAY, ended, validated

# As escapes of YAML, and as they stand where YAML allows it.
VALUES = (
    r"\e[31mred\e[0m", r"\u202eesrever\u202c", r"\u2066\u2069", r"\u200e\u200f\u061c", r"\u200b\ufeff", r"\u2028\u2029",
    r"\u0085\r\v\f", r"\0\a\b\x7f\x9b", r"::error::x%0A::", r"]]>&lt;![CDATA[", r"|a|b|`c`[d](e)", r"=1+1", "9999-99-99",
    "0000", "1e999", ".nan", "1" * 400, r"\U0001f600", "\u202e",
)  # fmt: skip
FIELDS = ("name", "status", "in_service", "transactions_per_year", "owner", "part_of", "id")
NAMES = (
    "a:b.yaml",
    "a%0Ab.yaml",
    "a\nb.yaml",
    "a'\"b.yaml",
    "-f.yaml",
    "a\x1b[31m.yaml",
    "a\u202eb.yaml",
    "a,b::c.yaml",
)


@pytest.mark.parametrize("value", VALUES)
def test_a_hostile_value_is_harmless_in_every_field_and_format(value: str, tmp_path: Path) -> None:
    for number, field in enumerate(FIELDS):
        others = "" if field in {"name", "id"} else "  name: S\n"
        key = "" if field == "id" else f"  {field}: "
        start = (
            f'- id: "{value}"\n  name: S\n' if field == "id" else f'- id: s{number}\n{others}{key}"{value}"\n'
        )
        (tmp_path / f"{field}.yaml").write_text(
            f"{START.replace('dwp', f'o{number}')}{start}", encoding="utf-8"
        )
    done, _ = validated(tmp_path)
    assert done.code == 1
    for command in (
        ("scan",),
        ("scan", "-f", "markdown"),
        ("gaps",),
        ("technologies",),
        ("explain", "o0/s0"),
    ):
        ended(*command, "." if command[0] != "explain" else "name.yaml", *DAY, folder=tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_name_is_harmless_in_every_format(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(GOOD + "  status: x\n", encoding="utf-8")
    for path in (".", name):
        done, findings = validated(tmp_path, path=path)
        assert (done.code, [each["rule"] for each in findings]) == (1, ["LM107"])


def test_a_file_name_that_is_no_text_is_harmless(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.yaml"))).write_text(
        GOOD + "  status: x\n", encoding="utf-8"
    )
    done, findings = validated(tmp_path)
    assert (done.code, [each["rule"] for each in findings]) == (1, ["LM107"])


@pytest.mark.parametrize("kind", ["--framework", "--lifecycle", "--baseline"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"[" * 5_000,
        b"{}",
        b"[]",
        b"~",
        b"\xff\xfe",
        b"x: [",
        b"framework: x\nlifecycle: y\n",
        b'{"format": 1}',
    ],
)
def test_a_hostile_file_of_another_kind_is_refused_or_reported(
    kind: str, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "other").write_bytes(content)
    done, _ = validated(tmp_path, kind, "other", path="a.yaml")
    assert done.code == 2
    assert done.err.count("legacymap: ") == 1


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    for kind in ("--framework", "--lifecycle", "--baseline"):
        for path in ("pipe", ".", "/dev/zero", "gone"):
            assert validated(tmp_path, kind, path, path="a.yaml")[0].code == 2
