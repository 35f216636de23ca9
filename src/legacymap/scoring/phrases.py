"""Phrases that several derivations write into their evidence."""

from legacymap.domain.dates import PartialDate


def first_day(end: PartialDate) -> str:
    """The day from which an end of support or of a contract counts, with the partial date behind it."""
    return end.text if end.first == end.last else f"{end.first} (the first day of {end.text})"
