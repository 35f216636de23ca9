"""The manual of the rules, made from their pages: `python -m tests.manual` writes docs/rules.md anew."""

from pathlib import Path

from legacymap.rules import RULES
from legacymap.rules._rule import Rule

MANUAL = Path(__file__).parent.parent / "docs" / "rules.md"
_BANDS = {
    "0": "Reading",
    "1": "One record",
    "2": "Records together",
    "3": "Settings, scenarios, frameworks and support dates",
    "4": "Advice that depends on the day, the scores and the catalogue of support dates",
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


def _row(rule: Rule) -> str:
    anchor = f"{rule.code} {rule.name}".lower().replace(" ", "-")
    return f"| [{rule.code}](#{anchor}) | {rule.name} | {rule.severity} | {rule.page.splitlines()[0]} |"


if __name__ == "__main__":
    MANUAL.write_text(manual(), encoding="utf-8")
