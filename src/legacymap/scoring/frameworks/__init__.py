"""The scoring frameworks that come with the package."""

from pathlib import Path

from legacymap.domain.errors import RequestError
from legacymap.domain.nearest import did_you_mean, listed

SHIPPED = ("uk-litraf",)


def shipped_framework(framework: str) -> Path:
    """The file of a shipped framework, by its id; raises RequestError when no such framework is shipped."""
    if framework not in SHIPPED:
        hint = did_you_mean(framework, SHIPPED) or f"Those shipped: {listed(SHIPPED, 'and')}."
        raise RequestError(f"No framework `{framework}` is shipped", hint)
    return Path(__file__).with_name(f"{framework}.yaml")
