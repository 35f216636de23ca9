"""How long to wait before asking a server again."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from legacymap.lifecycle.updating.limits import Limits

_SECONDS = re.compile(r"[0-9]{1,9}")


def pause_seconds(attempt: int, asked: float | None, limits: Limits) -> float:
    """The seconds to wait after the attempt of this number (from 1): as asked, else longer every time."""
    wanted = limits.first_pause_seconds * 2 ** (attempt - 1) if asked is None else asked
    return min(wanted, limits.longest_pause_seconds)


def asked_seconds(retry_after: str | None, answered: str | None) -> float | None:
    """The seconds that `Retry-After` asks for, by the server's own `Date`; None where it says nothing."""
    if retry_after is None:
        return None
    if _SECONDS.fullmatch(retry_after.strip()):
        return float(retry_after)
    until, now = _moment(retry_after), _moment(answered or "")
    return max((until - now).total_seconds(), 0.0) if until and now else None


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
