"""What can go wrong with a request, as opposed to with the user's data."""


class RequestError(Exception):
    """The request cannot be done; `hint` says what would help (exit code 2)."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
