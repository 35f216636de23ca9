"""Questions out and answers in, exports for other tools, as their users run them."""

import json
from pathlib import Path

import openpyxl

from tests.cli.running import BROKEN, DAY, GOOD, legacymap, write


def test_questions_go_out_and_answers_come_in(tmp_path: Path) -> None:
    write(tmp_path, "estate/a.yaml", GOOD)
    out = legacymap("export", "questions", "estate", "-o", "out", "--as-of", DAY, folder=tmp_path)
    assert out.code == 0
    assert "out/home-office--asylum-operations.xlsx" in out.out
    assert "out/home-office--no-owner.xlsx" in out.out
    path = tmp_path / "out" / "home-office--asylum-operations.xlsx"
    book = openpyxl.load_workbook(path)
    page = book["Questions"]
    rows = {str(page.cell(row, 1).value).partition(":")[2]: row for row in range(2, page.max_row + 1)}
    page.cell(rows["hosting"], 6).value = "SaaS"
    page.cell(rows["costs.cost_of_failure"], 6).value = "tbc"
    book.save(path)
    dry = legacymap("import", path, "--into", "estate", "--dry-run", folder=tmp_path)
    assert dry.code == 1
    assert "+  hosting: saas" in dry.out
    assert (tmp_path / "estate" / "a.yaml").read_text(encoding="utf-8") == GOOD
    run = legacymap(
        "import", path, "--into", "estate", "--rejects", "back.xlsx", "-f", "json", folder=tmp_path
    )
    assert run.code == 1
    told = json.loads(run.out)
    assert told["source"]["kind"] == "answers"
    assert [each["rule"] for each in told["findings"]] == ["LM602"]
    assert "1 workbook: 1 answer taken about 1 system, 0 as they were, 1 rejected, 0 not known" in run.err
    assert "  hosting: saas" in (tmp_path / "estate" / "a.yaml").read_text(encoding="utf-8")
    assert (tmp_path / "back.xlsx").is_file()
    assert legacymap("validate", "estate", folder=tmp_path).code == 0


def test_questions_that_cannot_be_asked_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "estate/a.yaml", GOOD)
    nowhere = legacymap("export", "questions", "estate", folder=tmp_path)
    assert (nowhere.code, "-o FOLDER" in nowhere.err) == (2, True)
    one = legacymap("export", "questions", "estate", "-o", "one.xlsx", folder=tmp_path)
    assert (one.code, "--by none" in one.err) == (2, True)
    whole = legacymap("export", "questions", "estate", "-o", "one.xlsx", "--by", "none", folder=tmp_path)
    assert whole.code == 0
    write(tmp_path, "some.txt", "home-office/case-traker # a slip\n")
    issue = legacymap("export", "questions", "estate", "-o", "o", "--systems", "some.txt", folder=tmp_path)
    assert (issue.code, "home-office/case-tracker" in issue.err) == (2, True)


def test_exports_for_tools_say_what_they_hold(tmp_path: Path) -> None:
    write(tmp_path, "estate/a.yaml", GOOD)
    for target, suffix in (("archimate", "xml"), ("backstage", "yaml"), ("cyclonedx", "json")):
        run = legacymap("export", target, "estate", "-o", f"x.{suffix}", "--as-of", DAY, folder=tmp_path)
        assert (run.code, "2 systems" in run.err) == (0, True), target
        assert (tmp_path / f"x.{suffix}").stat().st_size > 1_000
    write(tmp_path, "estate/a.yaml", BROKEN)
    assert legacymap("export", "archimate", "estate", folder=tmp_path).code == 1
    strict = legacymap("export", "archimate", "estate", "--strict", folder=tmp_path)
    assert (strict.code, strict.out) == (1, "")
