"""Lists the rules, and shows one's page."""

from legacymap.domain.errors import RequestError
from legacymap.domain.rule_page import RulePage
from legacymap.rules import RULES
from legacymap.rules.choosing import hint


def rules() -> tuple[RulePage, ...]:
    """The page of every rule, by code."""
    return tuple(RulePage(rule.code, rule.name, rule.severity, rule.page) for rule in RULES)


def rule(word: str) -> RulePage:
    """The page of the rule of this code or name; RequestError when there is none, with the nearest."""
    wanted = word.strip().lower()
    for page in rules():
        if wanted in {page.code.lower(), page.name}:
            return page
    raise RequestError(f"There is no rule `{word}`.", hint(word))
