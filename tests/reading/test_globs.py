"""Patterns of paths mean what git means by them, and none takes long."""

import subprocess
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.reading.globs import chosen, last_match, parsed

PATHS = ("a.yaml", "b/a.yaml", "b/c/a.yaml", "b/c/d/e.yaml", "x y.yaml", "b/z[1].yaml", "c/a.yaml")


def ignored(patterns: list[str], path: str) -> bool:
    """Whether git would leave a path out: a folder that is left out takes all below it with it."""
    globs = parsed(patterns)
    parts = path.split("/")
    for length in range(1, len(parts) + 1):
        found = last_match(globs, parts[:length], is_folder=length < len(parts))
        if found is not None and not found.is_exception:
            return True
    return False


@pytest.mark.parametrize(
    ("pattern", "meant"),
    [
        ("a.yaml", {"a.yaml", "b/a.yaml", "b/c/a.yaml", "c/a.yaml"}),
        ("/a.yaml", {"a.yaml"}),
        ("b/", {"b/a.yaml", "b/c/a.yaml", "b/c/d/e.yaml", "b/z[1].yaml"}),
        ("b/*.yaml", {"b/a.yaml", "b/z[1].yaml"}),
        ("**/a.yaml", {"a.yaml", "b/a.yaml", "b/c/a.yaml", "c/a.yaml"}),
        ("b/**", {"b/a.yaml", "b/c/a.yaml", "b/c/d/e.yaml", "b/z[1].yaml"}),
        ("b/**/a.yaml", {"b/a.yaml", "b/c/a.yaml"}),
        ("c", {"b/c/a.yaml", "b/c/d/e.yaml", "c/a.yaml"}),
        ("/c", {"c/a.yaml"}),
        ("[ab].yaml", {"a.yaml", "b/a.yaml", "b/c/a.yaml", "c/a.yaml"}),
        ("[!a].yaml", {"b/c/d/e.yaml"}),
        ("x\\ y.yaml", {"x y.yaml"}),
        ("z\\[1\\].yaml", {"b/z[1].yaml"}),
        ("?.yaml", {"a.yaml", "b/a.yaml", "b/c/a.yaml", "b/c/d/e.yaml", "c/a.yaml"}),
        ("# a.yaml", set()),
        ("   ", set()),
        ("a.yaml/", set()),
    ],
)
def test_a_pattern_means(pattern: str, meant: set[str]) -> None:
    assert {path for path in PATHS if ignored([pattern], path)} == meant


@settings(max_examples=25, deadline=None)
@given(
    patterns=st.lists(
        st.from_regex(r"\A!?/?(\*\*/)?[abcex*?. ]{1,5}(/[ab*]{1,3})?/?\Z"), min_size=1, max_size=4
    )
)
def test_git_agrees(patterns: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("checkout")
    subprocess.run(["git", "init", "-q", folder], check=True)
    for path in PATHS:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()
    (folder / ".gitignore").write_text("\n".join(patterns) + "\n")
    said = subprocess.run(
        ["git", "-C", folder, "-c", "core.excludesFile=", "check-ignore", "--no-index", *PATHS],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    theirs = {line.strip('"') for line in said.stdout.splitlines()}
    assert {path for path in PATHS if ignored(patterns, path)} == theirs


def test_no_pattern_takes_long() -> None:
    start = process_time()
    globs = parsed(["*a" * 60 + "b", "/".join(["**"] * 40) + "/b", "[" * 200, "\\" * 99])
    chosen(globs, ["a" * 255] * 60)
    assert process_time() - start < 2


def test_unreadable_gitignore_is_no_trouble(tmp_path: Path) -> None:
    assert parsed((tmp_path / "none").name.split("\n"))[0].matches(["none"], is_folder=False)
