"""Regular expressions that are compiled when they are first used, as `frozen.py` does with methods.

Most wait for a fault that never comes, and to compile all of them took longer than to check a small
inventory. It stands alone because everything below it, errors included, may need one.
"""

import re
from typing import cast


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` makes of the text, once a method of it is asked for."""
    return cast("re.Pattern[str]", _Pattern(text, flags))


class _Pattern:
    """Keeps what it is asked for, so that it is asked but once."""

    def __init__(self, text: str, flags: int) -> None:
        self._source = (text, flags)

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(*self._source), name)
        setattr(self, name, found)
        return found
