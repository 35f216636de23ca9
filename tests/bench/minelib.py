"""MineLib's open-pit scheduling problems as `legacymap.problem/1`.

python -m tests.bench.minelib FILE.cpit FILE.prec > FILE.json

Blocks are systems with one option of one year, predecessors are `leaves`, resources are funds (Espinoza,
Goycoolea, Moreno, Newman: MineLib, Annals of Operations Research 206, 2013).
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

Document = dict[str, object]


def problem_of(cpit: Path, prec: Path) -> Document:
    """The document of the problem in these two files."""
    headers: dict[str, str] = {}
    sections: dict[str, list[list[str]]] = {}
    section = ""
    for line in _lines(cpit):
        if line.endswith(":"):
            section = line[:-1]
        elif ":" in line:
            name, _, text = line.partition(":")
            headers[name] = text.strip()
        else:
            sections.setdefault(section, []).append(line.split())
    years, funds = int(headers["NPERIODS"]), int(headers["NRESOURCE_SIDE_CONSTRAINTS"])
    factors = [(1 + float(headers["DISCOUNT_RATE"])) ** -year for year in range(years)]
    spend: list[dict[str, list[float]]] = [{} for _ in range(int(headers["NBLOCKS"]))]
    for block, fund, amount in sections.get("RESOURCE_CONSTRAINT_COEFFICIENTS", []):
        spend[int(block)][f"r{fund}"] = [float(amount)]
    return {
        "format": "legacymap.problem/1",
        "title": headers["NAME"],
        "years": years,
        "jobs": [
            {
                "system": f"block-{block}",
                "option": "mine",
                "years_of_work": 1,
                "values": [float(value) * factor for factor in factors],
                "spend": spend[int(block)],
            }
            for block, value in sorted(sections["OBJECTIVE_FUNCTION"], key=lambda pair: int(pair[0]))
        ],
        "lines": _limits(sections["RESOURCE_CONSTRAINT_LIMITS"], years, funds),
        "leaves": [
            {"job": int(block), "any_of": [int(before)]}
            for block, _, *others in map(str.split, _lines(prec))
            for before in others
        ],
    }


def _limits(rows: list[list[str]], years: int, funds: int) -> list[Document]:
    caps: list[list[float | None]] = [[None] * years for _ in range(funds)]
    floors: list[list[float | None]] = [[None] * years for _ in range(funds)]
    for fund, year, sense, *limits in rows:
        if sense in {"L", "I"}:
            caps[int(fund)][int(year)] = float(limits[-1])
        if sense in {"G", "I"}:
            floors[int(fund)][int(year)] = float(limits[0])
    return [
        {"name": f"r{fund}", "funds": [f"r{fund}"], "cap": caps[fund], "floor": floors[fund]}
        for fund in range(funds)
    ]


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if (text := line.strip()) and text != "EOF":
                yield text


if __name__ == "__main__":
    json.dump(problem_of(Path(sys.argv[1]), Path(sys.argv[2])), sys.stdout)
