"""`history`: the figures of each period are those of a scan of its last commit, on its last day."""

import json
from datetime import date
from math import fsum
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from legacymap.analysis import history as counting
from legacymap.analysis.history import HistoryOptions, history, spans
from legacymap.analysis.request import Request
from legacymap.analysis.scan import scan
from legacymap.analysis.schema import schema_text
from legacymap.domain.comparison import History
from legacymap.domain.documents import as_json
from legacymap.domain.errors import RequestError
from legacymap.reports.content.history import history_view
from legacymap.reports.formats import FORMATS
from legacymap.reports.view import Screen
from tests.cli.repositories import committed, git
from tests.cli.running import called, legacymap, write

DAY = date(2026, 6, 20)
TEXT = """\
organisation: {id: a, name: Agency}
systems:
- id: one
  name: One
  technologies: [oracle-database 12.1]
  contracts: [{supplier: Acme, ends: 2026-04-15, replacement_agreed: no}]
  assessment: {date: 2026-01, scores: {L3: 5, C1: 5, C2: 5, C5: 5}}
  remediation:
    plan: {funded: no, ringfenced: £1m}
    options: [{id: rebuild, approach: rebuild, rdel: [£1m, £2m], cdel: [£3m]}, {id: keep, approach: retain}]
- {id: two, name: Two, depends_on: [one]}
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with commits in January, March and May, the last of which states that a plan is funded."""
    top = tmp_path / "checkout"
    write(top, "inv/a.yaml", TEXT.replace("L3: 5, ", ""))
    git(top, "init", "-q")
    committed(top, "one", "2026-01-10T10:00:00+0000")
    write(top, "inv/a.yaml", TEXT)
    committed(top, "two", "2026-03-31T23:00:00-0100")
    write(top, "inv/a.yaml", TEXT.replace("funded: no", "funded: yes"))
    committed(top, "three", "2026-05-02T10:00:00+0000")
    monkeypatch.chdir(top)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return top


def asked(since: str = "2026-01-01", **more: object) -> History:
    return history(Request((Path("inv"),), DAY), HistoryOptions(since, **more))  # type: ignore[arg-type]


def test_each_period_is_a_scan_of_its_last_commit_on_its_last_day(checkout: Path) -> None:
    found = asked()
    assert [(each.period, each.as_of.isoformat()) for each in found.periods] == [
        ("2026-01", "2026-01-31"),
        ("2026-02", "2026-02-28"),
        ("2026-03", "2026-03-31"),
        ("2026-04", "2026-04-30"),
        ("2026-05", "2026-05-31"),
        ("2026-06", "2026-06-20"),
    ]
    commits = [each.commit for each in found.periods]
    assert commits[0] == commits[1] != commits[2] == commits[3] != commits[4] == commits[5]
    for each in found.periods:
        git(checkout, "checkout", "-q", each.commit)
        seen = scan(Request((Path("inv"),), each.as_of))
        totals = seen.totals
        assert (each.red, each.possibly_red, each.legacy) == (totals.red, totals.possibly_red, totals.legacy)
        assert each.expected_red == totals.expected_red
        risks = [entry.reach.weighted_risk for entry in seen.systems if entry.reach]
        assert each.weighted_risk == pytest.approx(fsum(risks))  # no system is a part of another
    git(checkout, "checkout", "-q", "main")
    assert [(each.planned, each.funded) for each in found.periods][3:5] == [(6e6, 1e6), (6e6, 6e6)]
    assert len({each.weighted_risk for each in found.periods[2:4]}) == 2  # a contract ended in between


def test_the_money_of_a_plan_is_that_of_the_option_it_names_or_of_the_only_one(checkout: Path) -> None:
    two = TEXT.replace("{id: keep, approach: retain}", "{id: move, approach: rehost, rdel: [£7m]}")
    for plan, money in (
        ("funded: yes", (0, 0)),  # which of the two it is nobody says
        ("funded: yes, option: move", (7e6, 7e6)),
        ("funded: partly, ringfenced: £9m, option: move", (7e6, 7e6)),
        ("agreed: yes, option: rebuild", (6e6, 0)),
    ):
        write(checkout, "inv/a.yaml", two.replace("funded: no, ringfenced: £1m", plan))
        committed(checkout, plan, "2026-06-02T10:00:00+0000")
        last = asked("2026-06-01").periods[-1]
        assert (last.planned, last.funded) == money


def test_a_second_run_counts_nothing_and_says_the_same(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = asked()
    for path in (tmp_path / "cache").rglob("*.json"):
        assert path.stat().st_mode & 0o077 == 0 or path.parent.stat().st_mode & 0o077 == 0
    with monkeypatch.context() as patched:
        patched.setattr(counting, "analyse_systems", lambda _: pytest.fail("it was counted again"))
        assert asked() == first
    write(checkout, "README.md", "nothing to do with it")
    committed(checkout, "four", "2026-05-20T10:00:00+0000")
    again = asked()
    assert [each.red for each in again.periods] == [each.red for each in first.periods]
    for path in (tmp_path / "cache").rglob("*.json"):
        path.write_text('{"red": "many"}')
    assert asked() == again
    assert asked(is_kept=False) == again


def test_a_commit_that_cannot_be_read_is_named_and_the_others_stand(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(checkout, "inv/a.yaml", "systems: []\n")
    committed(checkout, "four", "2026-06-02T10:00:00+0000")
    found = asked()
    assert found.periods[-1].problem
    assert found.periods[-1].red is None
    assert found.periods[-2].red is not None
    assert found.incomplete is not None
    assert found.incomplete.files == ("2026-06",)
    run = called(capsys, "history", "inv", "--since", "2026-01-01", "--as-of", "2026-06-20")
    assert run.code == 1


def test_periods_have_names_and_last_days() -> None:
    first, last = date(2025, 11, 30), date(2026, 2, 1)
    assert [each.name for each in spans(first, last, "month")] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert [each.name for each in spans(first, last, "quarter")] == ["2025-Q4", "2026-Q1"]
    assert [each.name for each in spans(first, last, "year")] == ["2025", "2026"]
    weeks = list(spans(first, date(2025, 12, 8), "week"))
    assert [(each.name, each.last.isoformat()) for each in weeks] == [
        ("2025-W48", "2025-11-30"),
        ("2025-W49", "2025-12-07"),
        ("2025-W50", "2025-12-14"),
    ]
    assert list(spans(date.max, date.max, "week"))[-1].last == date.max


@pytest.mark.usefixtures("checkout")
def test_a_revision_says_since_when_and_none_is_refused() -> None:
    assert [each.period for each in asked("main~1", every="quarter").periods] == ["2026-Q1", "2026-Q2"]
    for since in ("nope", "2027-01-01", "0001-01-01"):
        with pytest.raises(RequestError):
            asked(since)


@pytest.mark.usefixtures("checkout")
def test_every_format_shows_it(capsys: pytest.CaptureFixture[str]) -> None:
    run = called(capsys, "history", "inv", "--since", "2026-01-01", "--as-of", "2026-06-20", "-f", "json")
    found = json.loads(run.out)
    assert (run.code, found["format"]) == (0, "legacymap.history/1")
    assert {"period", "commit", "red", "possibly_red", "expected_red", "weighted_risk", "findings"} <= found[
        "periods"
    ][0].keys()
    assert found == json.loads(json.dumps(as_json(asked())))
    schema = Draft202012Validator(json.loads(schema_text("history")))
    assert [error.message for error in schema.iter_errors(found)] == []
    view = history_view(asked())
    page = FORMATS["html"](history_view(asked(), is_drawn=True), Screen())
    assert "<svg" in page or "Red, and could be red" in page
    assert FORMATS["csv"](view, Screen()).splitlines()[0].startswith("period,as_of,commit,systems,scored,red")
    assert "2026-03" in FORMATS["table"](view, Screen())


def test_a_path_that_no_commit_has_cannot_be_told_of(tmp_path: Path) -> None:
    write(tmp_path, "inv/a.yaml", TEXT)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    run = legacymap("history", "nowhere", "--since", "HEAD", folder=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert "No period could be read: it has none of these paths." in run.err
    run = legacymap("history", "inv", "--since", "HEAD", "--organisation", "nope", folder=tmp_path)
    assert (run.code, "There is no organisation `nope`" in run.err) == (2, True)
    assert legacymap("history", "nowhere", "inv", "--since", "HEAD", folder=tmp_path).code == 0
