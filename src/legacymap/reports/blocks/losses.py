"""How many systems lose support, by financial year."""

from legacymap.domain.dates import financial_year_text
from legacymap.domain.losses import Losses
from legacymap.reports.view import Block, Fact, Figures, Heading, Prose

_NOTE = (
    "Systems that lose support of a technology in each financial year, standard support or the cover that "
    "their records state, whichever ends later; one may count in several years."
)


def losses(found: Losses) -> tuple[Block, ...]:
    """Who is without support already and who follows in which year; nothing where no system is counted."""
    sure = (found.already, *found.by_year.values())
    if not any((*sure, found.unknown, found.silent)):
        return ()
    open_ends = (
        _count("already without support", found.already),
        _count("with an end that is not known", found.unknown),
        _count("with no technology listed", found.silent),
    )
    years = tuple(_count(f"in {financial_year_text(year)}", count) for year, count in found.by_year.items())
    return Heading("Support that ends"), Figures((open_ends, years)), Prose(_NOTE)


def _count(label: str, count: int) -> Fact:
    return Fact(label, count, "count")
