"""Views for the formats that give files, and the same file made in another process."""

import hashlib
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from legacymap.domain.figures import Spread
from legacymap.reports.formats import FILES
from legacymap.reports.view import (
    FOR_DATA,
    Amount,
    Chart,
    Code,
    Column,
    Fact,
    Facts,
    Figures,
    Heading,
    Judgement,
    Points,
    Prose,
    Table,
    View,
)
from tests.reports.texts import texts

DAY = date(2026, 11, 22)
MARKING = "OFFICIAL-SENSITIVE"
NASTY = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    '#eval("1") $x$ *b* _i_ `r` @label <l> ] } \\ // /* #import "a"',
    "</w:t><w:t> &amp; <b> ]]> \ufffe\uffff \x0b",
    "_x0041_ {{ 7*7 }} {% raw %}",
    "https://example.org/ mailto:a@example.org",
    "法院列表 😀 שלום مرحبا e\u0301 \u200d\u00ad",
    "&A&P&[Page]",
)
hostile = st.one_of(texts, st.sampled_from(NASTY), st.lists(st.sampled_from(NASTY), max_size=3).map("".join))
_COLUMNS = (
    Column("system", "system"),
    Column("note", "what is known", "prose"),
    Column("cost", "cost", "money", total=True),
    Column("score", "score", "bounds"),
    Column("share", "share", "share"),
    Column("day", "day", "date"),
    Column("rating", "rating"),
    Column("paid", "paid", "money", total=True),
    Column("raw", "raw", "working", FOR_DATA),
)


@cache
def full_view(rows: int = 3, words: str = "home-office/pnc") -> View:
    """A view with every kind of block and of cell, three levels of headings, and a long table."""
    table = Table(
        "What the systems cost", _COLUMNS, tuple(_row(at, words) for at in range(rows)), "A note.", 7
    )
    other = Table(
        "Systems by year",
        (Column("year", "year"), Column("systems", "systems", "count")),
        (("2026-27", 4), ("2027-28", 12_000)),
        level=2,
    )
    bars = {
        "height": 60,
        "data": {"values": [{"name": "2026-27", "systems": 4}, {"name": words, "systems": 12}]},
        "mark": "bar",
        "encoding": {
            "y": {"field": "name", "type": "nominal"},
            "x": {"field": "systems", "type": "quantitative"},
        },
    }
    facts = (Fact("systems", 4, "count"), Fact("known", None), Fact("day", DAY, "date"))
    blocks = (
        Figures((facts, ())),
        Heading("The case for change"),
        Prose(f"What stands on {words}."),
        Heading("What it costs", 2),
        table,
        Points(("one", words)),
        Heading("In detail", 3),
        Facts(facts),
        Chart("Systems over the years", "Four, then twelve.", other, bars, (("alarm", "red"),)),
        Code("systems:\n  a: \x1b\n\n  b: 1"),
    )
    appendix = (Heading("Assumptions"), Points(("Nothing unknown is low.",)))
    return View("A submission", MARKING, blocks, appendix, (Fact("made by", "legacymap 0.1.0"),))


def view_of(text: str) -> View:
    """A view that shows one text in every place that a text can have."""
    columns = (Column("a", text), Column("b", text, "prose"), Column("c", text, "money", total=True))
    table = Table(text, columns, ((text, text, 1.5), (None, Judgement("x", text, "alarm"), None)), text)
    fact = Fact(text, text)
    bars = {
        "height": 30,
        "data": {"values": [{"name": text, "systems": 4}]},
        "mark": "bar",
        "encoding": {
            "y": {"field": "name", "type": "nominal"},
            "x": {"field": "systems", "type": "quantitative"},
        },
    }
    blocks = (
        Heading(text, 2),
        Prose(text),
        Code(text),
        Points((text,)),
        Figures(((fact,),)),
        Facts((fact,)),
        table,
        Chart(text, text, table, bars),
    )
    return View(text, text, blocks, (Heading(text, 3),), (fact,))


def bytes_elsewhere(name: str) -> str:
    """The hash of a format's file of the full view, made by another process in another time zone."""
    code = (
        "import hashlib\n"
        "from legacymap.reports.formats import FILES\n"
        "from tests.reports.formats.papers import DAY, full_view\n"
        f"print(hashlib.sha256(FILES[{name!r}](full_view(), DAY)).hexdigest())"
    )
    changed = {
        **os.environ,
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Auckland",
        "PYTHONPATH": os.pathsep.join((str(Path.cwd()), os.environ.get("PYTHONPATH", ""))),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=changed
    )
    return done.stdout.strip()


def bytes_here(name: str) -> str:
    """The hash of the same file, made here."""
    return hashlib.sha256(FILES[name](full_view(), DAY)).hexdigest()


def _row(at: int, words: str) -> tuple[str | float | date | Amount | Spread | Judgement | None, ...]:
    if at == 1:
        return (None,) * 9
    score = Spread(1.0, 1 / 3 + 2, 4.0)
    paid = Amount(Decimal("1250000.25"), "€")
    alarm = Judgement("red", "red", "alarm")
    return (
        f"{words}-{at}",
        "A sentence that says what is known of it.",
        1e6 / 3,
        score,
        0.125,
        DAY,
        alarm,
        paid,
        1 / 7,
    )
