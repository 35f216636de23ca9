"""`diff` against revisions of git, which nothing of a repository's own may run in, and what it prints."""

import json
import re
import stat
import tempfile
from datetime import date
from pathlib import Path

import pytest

from legacymap.analysis.diff import diff
from legacymap.analysis.diff_sides import DiffRequest
from legacymap.domain.comparison import Comparison
from legacymap.domain.errors import RequestError
from legacymap.reports.content.diff import diff_view
from legacymap.reports.formats.markdown import LONGEST, MARKER, comment_text
from tests.cli.repositories import git
from tests.cli.running import GOOD, called, legacymap, write

DAY = date(2026, 11, 22)
WORSE = GOOD.replace("L3: 5", "L3: 6")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with an inventory of one commit, in a folder whose name has a space and an accent."""
    top = tmp_path / "checkout"
    write(top, "dé part/estate.yaml", GOOD)
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "one")
    monkeypatch.chdir(top)
    return top


def since(revision: str, *paths: str, **asked: object) -> Comparison:
    return diff(DiffRequest((), paths or (".",), **{"as_of": DAY, "since": revision, **asked}))  # type: ignore[arg-type]


def test_a_revision_is_compared_with_the_working_tree(checkout: Path) -> None:
    write(checkout, "dé part/estate.yaml", WORSE)
    found = since("main", "dé part")
    (only,) = found.systems
    assert only.id == "home-office/case-tracker"
    (fact,) = only.criteria[0].facts
    assert fact.old_place is not None
    assert fact.old_place.file == "dé part/estate.yaml"
    assert (found.old.source, found.old.commit) == (
        "main:dé part",
        git(checkout, "rev-parse", "HEAD").strip(),
    )
    named = diff(DiffRequest(("main:dé part",), ("dé part",), DAY))
    assert (named.systems, named.totals) == (found.systems, found.totals)


@pytest.mark.parametrize("text", ["main:./", "main:./estate.yaml", "main:dé part", "main:../dé part"])
def test_paths_start_at_the_top_or_with_a_dot_here(
    checkout: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout / "dé part")
    found = diff(DiffRequest((text,), (".",), DAY))
    assert found.systems == ()
    assert found.old.provenance is not None
    assert found.old.provenance.inventory_sha256


def test_an_existing_path_wins_over_a_revision(checkout: Path) -> None:
    write(checkout, "main:dé part/estate.yaml", WORSE)
    found = diff(DiffRequest(("main:dé part",), ("dé part",), DAY))
    assert found.old.commit is None
    assert found.old.source == "main:dé part"
    assert len(found.systems) == 1


def test_two_revisions_are_compared_on_the_days_that_are_asked_for(checkout: Path) -> None:
    write(checkout, "dé part/estate.yaml", WORSE)
    git(checkout, "commit", "-qam", "two", day="2026-06-01T23:30:00-0500")
    both = diff(DiffRequest(("main~1:dé part",), ("main:dé part",), DAY, old_as_of="commit"))
    assert (both.old.as_of, both.new.as_of) == (date(2026, 3, 5), DAY)
    back = diff(DiffRequest(("main:dé part",), ("main~1:dé part",), DAY, old_as_of="commit"))
    assert back.old.as_of == date(2026, 6, 1)  # where it was made
    with pytest.raises(RequestError, match="no day of its commit"):
        diff(DiffRequest(("dé part",), ("dé part",), DAY, old_as_of="commit"))


def test_settings_framework_and_catalogue_are_those_of_the_revision(checkout: Path) -> None:
    catalogue = "lifecycle: 2026-12\nproducts: [{id: cobol, name: COBOL, evergreen: yes, cycles: []}]\n"
    write(checkout, "dé part/dates.txt", catalogue)
    write(checkout, "dé part/legacymap.yaml", "settings: {lifecycle: [dates.txt], prior: uniform}\n")
    git(checkout, "add", "-A")
    git(checkout, "commit", "-qm", "two")
    write(checkout, "dé part/legacymap.yaml", "settings: {}\n")
    found = since("main", "dé part")
    assert found.old.provenance is not None
    assert found.new.provenance is not None
    assert (found.old.provenance.prior, found.new.provenance.prior) == ("uniform", "calibrated")
    assert found.old.provenance.lifecycle != found.new.provenance.lifecycle
    assert any(each.parts.method for each in found.systems)


def test_nothing_of_a_revision_is_left_behind(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    since("main")
    assert list(place.iterdir()) == []
    write(checkout, "dé part/estate.yaml", "systems: [")
    with pytest.raises(RequestError):
        since("main", "nowhere")
    assert list(place.iterdir()) == []


def test_nothing_that_a_repository_brings_is_run(checkout: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    script = write(tmp_path, "evil.sh", f"#!/bin/sh\necho ran >> '{ran}'\ncat\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    for key in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "diff.external", "gpg.program",
        "filter.x.smudge", "filter.x.clean", "filter.x.process", "diff.x.textconv", "alias.ls-tree",
        "alias.cat-file", "alias.rev-parse", "uploadpack.packObjectsHook", "core.alternateRefsCommand",
    ):  # fmt: skip
        git(checkout, "config", key, f"!{script}" if key.startswith("alias.") else str(script))
    git(checkout, "config", "core.hooksPath", str(tmp_path))
    git(checkout, "config", "log.showSignature", "true")
    git(checkout, "config", "extensions.partialClone", "evil")
    git(checkout, "config", "remote.evil.url", f"ext::{script}")
    git(checkout, "config", "protocol.ext.allow", "always")
    write(checkout, ".gitattributes", "* filter=x diff=x\n")
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        write(checkout, f".git/hooks/{hook}", script.read_text()).chmod(0o755)
    write(checkout, "dé part/estate.yaml", WORSE)
    run = legacymap(
        "diff", "--since", "main", "dé part", "-f", "json", folder=checkout,
        GIT_EXTERNAL_DIFF=str(script), GIT_PAGER=str(script), GIT_SSH_COMMAND=str(script),
        GIT_CONFIG_COUNT="1", GIT_CONFIG_KEY_0="core.fsmonitor", GIT_CONFIG_VALUE_0=str(script),
        GIT_DIR="/nowhere", GIT_INDEX_FILE="/nowhere",
    )  # fmt: skip
    assert run.code == 0
    assert len(json.loads(run.out)["systems"]) == 1
    assert not ran.exists()


def test_a_clone_without_contents_fetches_nothing_and_says_what_to_fetch(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(checkout, "config", "uploadpack.allowFilter", "true")
    partial = tmp_path / "partial"
    git(tmp_path, "clone", "-q", "--filter=blob:none", "--no-checkout", f"file://{checkout}", str(partial))
    write(partial, "dé part/estate.yaml", GOOD)
    monkeypatch.chdir(partial)
    with pytest.raises(RequestError, match="lacks an object") as told:
        since("HEAD", "dé part")
    assert "--refetch" in told.value.hint


def test_a_revision_that_is_not_there_is_named_and_what_would_fetch_it(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RequestError, match="There is no revision `origin/feature`") as told:
        since("origin/feature")
    assert "`git fetch origin feature`" in told.value.hint
    for text in ("--upload-pack=x", "main^{tree}:", ":/one", "a" * 10_000):
        with pytest.raises(RequestError):
            since(text)
    write(checkout, "more.yaml", "x: 1")
    git(checkout, "add", "-A")
    git(checkout, "commit", "-qm", "two")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{checkout}", str(shallow))
    monkeypatch.chdir(shallow)
    with pytest.raises(RequestError, match="There is no revision `main~1`") as told:
        since("main~1")
    assert "--unshallow" in told.value.hint
    assert "fetch-depth: 0" in told.value.hint


def test_outside_a_repository_there_are_no_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "estate.yaml", GOOD)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RequestError, match="in no git repository"):
        since("main")
    monkeypatch.setenv("PATH", "/nowhere")
    git_less = tmp_path / "checkout"
    write(git_less, ".git/HEAD", "ref: refs/heads/main")
    monkeypatch.chdir(git_less)
    with pytest.raises(RequestError, match="git is not installed"):
        since("main")


def test_a_path_that_the_revision_did_not_have_makes_all_of_it_new(checkout: Path) -> None:
    write(checkout, "other/estate.yaml", GOOD.replace("home-office", "dwp"))
    found = since("main", "dé part", "other")
    assert {each.state for each in found.systems} == {"new"}
    assert found.old.notes == ("`other` was not there",)
    alone = since("main", "other")
    assert alone.old.problem == "it has none of these paths"
    assert alone.systems == ()
    with pytest.raises(RequestError, match="`main` has no `other`"):
        diff(DiffRequest(("main:other",), ("other",), DAY))


@pytest.mark.parametrize("text", ["systems: []\n", "- 1\n", "a: [\n", "kind: Deployment\napiVersion: v1\n"])
def test_a_broken_earlier_revision_still_shows_the_later_one(
    checkout: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(checkout, "dé part/estate.yaml", text)
    git(checkout, "commit", "-qam", "two")
    write(checkout, "dé part/estate.yaml", GOOD)
    run = called(capsys, "diff", "--since", "main", "dé part", "-f", "json")
    assert run.code == 1
    found = json.loads(run.out)
    assert found["old"]["problem"] or found["incomplete"]
    assert found["totals"][0]["new"] is not None
    assert called(capsys, "diff", "--since", "main", "dé part").code == 1


def test_a_revision_of_another_format_is_compared_and_named_on_stderr(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(checkout, "dé part/estate.yaml", f"legacymap: 99\n{GOOD}")
    git(checkout, "commit", "-qam", "two")
    write(checkout, "dé part/estate.yaml", GOOD)
    run = called(capsys, "diff", "--since", "main", "dé part")
    assert run.code == 1
    assert "main:dé part/estate.yaml:1:12: error LM" in run.err
    assert "main:dé part has 1 error; what it touches counts as unknown." in run.out


def test_links_and_ignored_files_of_a_revision_are_as_in_the_checkout(checkout: Path) -> None:
    write(checkout, "dé part/secret.yaml", GOOD.replace("home-office", "dwp"))
    (checkout / "dé part" / "out.yaml").symlink_to("/etc/hostname")
    (checkout / "dé part" / "in.yml").symlink_to("estate.yaml")
    git(checkout, "add", "-A")
    git(checkout, "commit", "-qm", "two")
    write(checkout, ".gitignore", "secret.yaml\n")
    git(checkout, "add", "-A")
    git(checkout, "commit", "-qm", "three")
    found = since("main", "dé part")
    assert found.systems == ()
    assert found.findings.new == found.findings.gone == ()
    earlier = since("main~1", "dé part")
    assert {each.id for each in earlier.systems} == {"dwp/case-tracker", "dwp/passport-portal"}


def test_exit_codes_follow_what_is_to_fail(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(checkout, "dé part/estate.yaml", WORSE)
    asked = ("diff", "--since", "main", "dé part", "--as-of", "2026-11-22", "-q")
    assert called(capsys, *asked).code == 0
    assert called(capsys, *asked, "--fail-on", "worse").code == 1
    assert called(capsys, *asked, "--fail-on", "red").code == 0
    assert called(capsys, "diff").code == 2
    assert called(capsys, "diff", "a", "b", "c").code == 2
    assert called(capsys, "diff", "nope", "dé part").code == 2


def test_a_comment_can_be_found_again_and_quotes_nothing_sensitive(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(checkout, "dé part/estate.yaml", WORSE.replace("£4m", "£9m"))
    text = called(capsys, "diff", "--since", "main", "dé part", "-f", "markdown").out
    assert text.splitlines()[:2] == [MARKER, "**OFFICIAL-SENSITIVE**"]
    assert "skills 5" not in text
    assert "skills" in text
    full = called(capsys, "diff", "--since", "main", "dé part", "-f", "markdown", "--full").out
    assert "L3 skills 5 → 6" in full


def test_a_long_comment_loses_rows_and_says_so(checkout: Path) -> None:
    records = "".join(
        f"- {{id: s{number}, name: System {number}, technologies: [vb6]}}\n" for number in range(900)
    )
    write(checkout, "dé part/more.yaml", f"organisation: home-office\nsystems:\n{records}")
    text = comment_text(diff_view(since("main", "dé part"), redacted=True))
    assert len(text) < LONGEST
    assert "<details>" in text
    assert " more\n" in text


def test_a_tree_that_was_made_to_escape_writes_nothing_outside(checkout: Path, tmp_path: Path) -> None:
    blob = git(checkout, "rev-parse", "main:dé part/estate.yaml").strip()
    place = tmp_path / "outside"
    place.mkdir()
    target = write(tmp_path, "target", str(place))
    link = git(checkout, "hash-object", "-w", str(target)).strip()

    def tree(*entries: tuple[str, str, str]) -> str:
        content = b"".join(
            f"{mode} {name}".encode() + b"\0" + bytes.fromhex(name_of) for mode, name, name_of in entries
        )
        path = tmp_path / "tree"
        path.write_bytes(content)
        return git(checkout, "hash-object", "-w", "-t", "tree", "--literally", str(path)).strip()

    inner = tree(("100644", "evil.yaml", blob))
    files = [("100644", each, blob) for each in ("a.yaml", "a.yaml", f"{'x' * 300}.yaml")]
    folders = [("40000", each, inner) for each in ("..", ".git")]
    whole = tree(
        *files, *folders, ("120000", "out", link), ("40000", "out", inner), ("160000", "sub", "11" * 20)
    )
    commit = git(checkout, "commit-tree", whole, "-m", "evil").strip()
    found = diff(DiffRequest((f"{commit}:",), ("dé part",), DAY))
    assert list(place.iterdir()) == []
    assert not list(tmp_path.rglob("evil.yaml"))
    assert len(found.old.notes) == 2
    assert found.systems == ()


def test_a_linked_worktree_has_the_revisions_of_its_repository(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(checkout, "worktree", "add", "-q", str(tmp_path / "linked"), "-b", "linked")
    monkeypatch.chdir(tmp_path / "linked")
    write(tmp_path, "linked/dé part/estate.yaml", WORSE)
    assert len(since("main", "dé part").systems) == 1


def test_a_new_finding_shows_its_line_on_a_narrow_screen(tmp_path: Path) -> None:
    name = "a-department-of-some-length/registers/estate.yaml"
    write(tmp_path, f"old/{name}", GOOD)
    write(tmp_path, f"new/{name}", GOOD.replace("L3: 5", "L3: 9"))
    run = legacymap("diff", "old", "new", "--as-of", "2026-11-22", folder=tmp_path, COLUMNS="80")
    finding = run.out.partition("New findings")[2].partition("\n\n")[0]
    assert re.search(r"\.yaml:\d", finding)
