"""What answers may show."""

from typing import NamedTuple


class Outlook(NamedTuple):
    """One thing that answers may show: how likely it is, and the chance of red from there."""

    chance: float
    p_red: float
