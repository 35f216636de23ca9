"""What can go wrong with a request, as opposed to with the user's data.

A file of its own, so that the command line can catch it without loading what a command works with.
"""

from collections.abc import Iterable

from legacymap.domain.pattern import pattern

# What ends a line, or drives a terminal, anywhere.
_LINES = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class RequestError(Exception):
    """The request cannot be done; `hint` says what would help (exit code 2).

    Whatever message, hint and further lines quote, each of them is one line.
    """

    def __init__(self, message: str, hint: str = "", lines: Iterable[str] = ()) -> None:
        self.lines = tuple(_LINES.sub(" ", line) for line in (message, *lines))
        self.message = "\n".join(self.lines)
        self.hint = _LINES.sub(" ", hint)
        super().__init__(self.message)


class NoSuchSystemError(RequestError):
    """No system is named as the request says."""
