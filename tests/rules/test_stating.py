"""Records by what they state, so that rules look at few."""

from pathlib import Path

from legacymap.reading import read_inventory
from legacymap.rules.context import Context
from tests.rules.findings import TODAY, uk_litraf

TEXT = """
organisation: o
systems:
- {id: a, name: A, retires: 2030, costs: {annual_run: 1m, price_base: 2026-27}}
- id: b
  name: B
  remediation:
    plan: {target: 2030}
    options:
    - {id: x, approach: retire, rdel: [1m]}
    - {id: y, approach: rebuild, rdel: [1m], requires: [a]}
- {id: c, name: C, retires: 2031}
"""


def test_records_are_found_by_their_keys_in_file_order(tmp_path: Path) -> None:
    (tmp_path / "estate.yaml").write_text(TEXT, encoding="utf-8")
    context = Context(read_inventory((tmp_path,)).inventory, uk_litraf(), {}, TODAY)

    def ids(*keys: str) -> list[str]:
        return [record.system.id for record in context.stating(*keys)]

    assert ids("retires") == ["a", "c"]
    assert ids("options.requires") == ["b"]
    assert ids("plan.target", "retires") == ["a", "b", "c"]
    assert ids("costs.price_base") == ["a"]
    assert ids("used_by") == []
    assert ids("used_by", "options.committed") == []
