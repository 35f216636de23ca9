from pathlib import Path

from legacymap.domain.findings import path_text
from legacymap.reading import read_inventory
from legacymap.rules.context import LISTS, Neighbours, Reference, once, references
from tests.rules.findings import HEADER

RECORD = """\
- id: case-tracker
  name: Case tracker
  replaced_by: dwp/new
  part_of: casework
  depends_on: [identity-hub, {system: dft/drivers}]
  used_by: [passport-portal]
  remediation:
    options:
    - {id: a, approach: retain}
    - id: b
      approach: replace
      cdel: [£1m]
      requires: [x, {system: dwp/y, option: retire}]
      moves_with: [z]
"""


def test_every_reference_is_resolved_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEADER + RECORD, encoding="utf-8")
    (record,) = read_inventory((tmp_path,)).inventory.records.values()
    assert [(path_text(each.path), each.system, each.kind) for each in references(record)] == [
        ("replaced_by", "dwp/new", "replaced_by"),
        ("part_of", "home-office/casework", "part_of"),
        ("depends_on[0].system", "home-office/identity-hub", "depends_on"),
        ("depends_on[1].system", "dft/drivers", "depends_on"),
        ("used_by[0]", "home-office/passport-portal", "used_by"),
        ("remediation.options[1].requires[0].system", "home-office/x", "requires"),
        ("remediation.options[1].requires[1].system", "dwp/y", "requires"),
        ("remediation.options[1].moves_with[0].system", "home-office/z", "moves_with"),
    ]


def test_an_estate_of_typing_errors_exhausts_patience_and_not_the_clock(tmp_path: Path) -> None:
    systems = "".join(f"- {{id: case-tracker-{number:05}, name: Tracker}}\n" for number in range(2000))
    (tmp_path / "a.yaml").write_text(HEADER + systems, encoding="utf-8")
    inventory = read_inventory((tmp_path,)).inventory
    neighbours = Neighbours(inventory)
    record = inventory.records["home-office/case-tracker-01999"]
    hints = [neighbours.hint(f"home-office/case-trakcer-1{number:04}", record) for number in range(200)]
    assert hints[0].startswith("Did you mean `case-tracker-")
    assert hints[-1] == ""
    assert neighbours.hint("home-office/case-trakcer-10000", record) == hints[0]


def test_a_target_named_twice_in_one_list_is_followed_once() -> None:
    twice = [Reference((key, number), "dft/drivers", key) for key in LISTS for number in range(2)]
    assert {each.path for each in once(twice)} == {("depends_on", 0), ("used_by", 0)}
    others = [Reference(("remediation", "options", at), "dft/drivers", "requires") for at in range(2)]
    assert list(once(others)) == others
