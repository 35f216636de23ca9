"""What an audience may have removed is not asked for again: only its own department could say it."""

from datetime import date
from pathlib import Path

from legacymap.analysis.analysis import analyse
from legacymap.analysis.request import Request

SYSTEMS = """\
organisation: {{id: {0}, name: {0}}}
systems:
- id: a
  name: A
  owner: Ops
  technologies: [cobol]
  remediation: {{plan: {{funded: partly, target: 2029-03}}}}
"""


def test_plans_in_returns_are_not_asked_for_what_an_audience_removed(tmp_path: Path) -> None:
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.yaml").write_text(SYSTEMS.format(name), encoding="utf-8")
    (tmp_path / "theirs" / "return.yaml").write_text("share: {audience: government}\n", encoding="utf-8")
    analysis = analyse(Request((tmp_path,), date(2026, 11, 22)))
    asked = {(each.rule, each.system) for each in analysis.faults if each.rule.startswith("plan-without")}
    kinds = ("plan-without-milestones", "plan-without-work", "plan-without-disposition")
    assert asked == {(kind, "ours/a") for kind in kinds}
