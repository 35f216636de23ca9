"""Pages that are made: `python -m tests.manual` writes the README's screens and pages of docs."""

import re
from pathlib import Path

from legacymap.rules import RULES
from legacymap.rules._rule import Rule
from tests.authoring import page
from tests.cli.running import DAY, legacymap

DOCS = Path(__file__).parent.parent / "docs"
README = DOCS.parent / "README.md"
MANUAL = DOCS / "rules.md"
AUTHORING = DOCS / "authoring.md"
ROADMAP = DOCS / "images" / "roadmap.svg"
SUBMISSION = DOCS / "example-submission.md"
CONSOLE = re.compile(r"```console\n\$ legacymap (?P<flags>[^\n]*)\n(?P<shown>.*?)```", re.DOTALL)
_REST = "\nSystems, in order of rating and risk"
_EXAMPLE = "inventories/example-department"
_BANDS = {
    "0": "Reading",
    "1": "One record",
    "2": "Records together",
    "3": "Settings, scenarios, frameworks and support dates",
    "4": "Advice that depends on the day, the scores and the catalogue of support dates",
    "5": "Importing",
    "6": "Answers and edits",
}


def manual() -> str:
    """The whole manual as Markdown."""
    parts = [
        "# Rules",
        "Made from the rules' own pages by `make docs`; `legacymap rules CODE` shows one in the terminal.",
        "| code | rule | severity | fault |\n| --- | --- | --- | --- |\n" + "\n".join(map(_row, RULES)),
    ]
    band = ""
    for rule in RULES:
        if rule.code[2] != band:
            band = rule.code[2]
            parts.append(f"## {_BANDS[band]}")
        parts += [f"### {rule.code} {rule.name}", f"Severity: {rule.severity}.", rule.page]
    return "\n\n".join(parts) + "\n"


def readme(text: str) -> str:
    """The README with what its commands show today; a block that ends in a mark keeps its first screen."""
    return CONSOLE.sub(_shown, text)


def _shown(block: re.Match[str]) -> str:
    out = legacymap(*block["flags"].split()).out
    if block["shown"].endswith("…\n"):
        out = f"{out[: out.index(_REST)].rstrip()}\n…\n"
    return f"```console\n$ legacymap {block['flags']}\n{out}```"


def example_submission() -> str:
    """The submission of the example department for three settlements, as its readers get it."""
    named = (f"{_EXAMPLE}/scenarios/{name}.yaml" for name in ("baseline", "tight", "generous"))
    scenarios = (flag for name in named for flag in ("--scenario", name))
    run = legacymap("report", _EXAMPLE, *scenarios, "--as-of", DAY, "-f", "markdown")
    assert run.code == 0, run.err
    return run.out


def example_roadmap() -> str:
    """The roadmap of the example department under its baseline."""
    scenario = f"{_EXAMPLE}/scenarios/baseline.yaml"
    run = legacymap("plan", _EXAMPLE, "--scenario", scenario, "--as-of", DAY, "-f", "svg")
    assert run.code == 0, run.err
    return run.out


def _row(rule: Rule) -> str:
    anchor = f"{rule.code} {rule.name}".lower().replace(" ", "-")
    return f"| [{rule.code}](#{anchor}) | {rule.name} | {rule.severity} | {rule.page.splitlines()[0]} |"


if __name__ == "__main__":
    README.write_text(readme(README.read_text(encoding="utf-8")), encoding="utf-8")
    MANUAL.write_text(manual(), encoding="utf-8")
    AUTHORING.write_text(page(), encoding="utf-8")
    ROADMAP.write_text(example_roadmap(), encoding="utf-8")
    SUBMISSION.write_text(example_submission(), encoding="utf-8")
