"""A scan as people read it: which ten and why, then the ranking, capabilities, cycles and support."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from legacymap.domain.assessment import Assessment
from legacymap.domain.dates import financial_year_text
from legacymap.domain.findings import Diagnostic
from legacymap.domain.framework import Framework
from legacymap.domain.nearest import listed as joined
from legacymap.domain.results import Cycle, Department, Entry, Foundation, Reach, Scan, TotalLosses
from legacymap.reports.content.provenance import lacks, of_estate, provenance
from legacymap.reports.view import (
    NAME,
    SENTENCE,
    WHOLE_ID,
    WORD,
    Amount,
    Block,
    Cell,
    Column,
    Columns,
    Fact,
    Figures,
    Heading,
    Judgement,
    Points,
    Prose,
    Table,
    View,
    for_data,
    rows_of,
    tabled,
)
from legacymap.reports.words import (
    confirmed_of,
    counted,
    day,
    marking_text,
    rating_of,
    rating_or_status,
    tally,
    tally_text,
    yes_or_no,
)

_MATTER = 10
_LONGEST_WHY = 60
_NOTHING_KNOWN = "nothing known yet"
_WEIGHED = "those on which most stands"


def summary(scan: Scan) -> tuple[Block, ...]:
    """Which ten, and why: the counts in a sentence, then the systems that matter most, each with its facts.

    Those that are bad by what is known of them stand apart from those on which much stands and of which
    little is known.
    """
    scored = [entry for entry in scan.systems if entry.score]
    bad = [entry for entry in scored if _is_bad(entry)]
    unknown = [
        entry for entry in scored if entry.score and entry.score.rating != "not-red" and not _is_bad(entry)
    ]
    first = bad[:_MATTER]
    rest = unknown[: _MATTER - len(first)]
    return (
        Prose(_sentence(scan, bad)),
        *_matter(f"{_number(len(first), len(bad))} by what is known", first),
        *_matter(f"Could be red, but little is known: {_WEIGHED}", rest),
    )


def _is_bad(entry: Entry) -> bool:
    score = entry.score
    return score is not None and (score.rating == "red" or score.bad_by_what_is_known)


def _number(shown: int, every: int) -> str:
    return f"The {shown:,} that matter most" if shown < every else "Bad" if shown else "None"


def _matter(title: str, entries: Sequence[Entry]) -> tuple[Table, ...]:
    rows = tuple(
        (place_text(entry), entry.name, rating_or_status(entry), _p_red(entry), why_text(entry), entry.id)
        for entry in entries
    )
    return (Table(title, _MATTER_COLUMNS, rows),) if rows else ()


_MATTER_COLUMNS = (
    Column("place", "#"),
    Column("name", "system", "prose", least=SENTENCE),
    Column("rating", "rating"),
    Column("p_red", "P(red)", "share"),
    Column("why", "why", "prose", least=NAME),
    Column("id", "id", priority=4, least=WHOLE_ID),
)


def _sentence(scan: Scan, bad: Sequence[Entry]) -> str:
    """How many there are, how many of them are red, could be, are not, and what is expected."""
    totals = scan.totals
    if not totals.scored:
        none = "and it is not scored" if totals.systems == 1 else "of which none is scored"
        size = counted(totals.systems, "system")
        return f"{size}, {none}: only those in build or in use are, and no external ones."
    could = [entry for entry in bad if entry.score and entry.score.rating == "possibly-red"]
    unknown = totals.possibly_red - len(could)
    parts = (
        f": {len(could):,} by what is known of them, {unknown:,} because little is known"
        if totals.possibly_red
        else ""
    )
    prior = "" if scan.provenance.prior == "calibrated" else f" (the {scan.provenance.prior} prior)"
    return (
        f"{counted(totals.scored, 'system')} scored of {totals.systems:,} in "
        f"{counted(totals.organisations, 'organisation')}: {totals.red:,} red, {totals.not_red:,} not red, "
        f"{totals.possibly_red:,} could be red{parts}. With the usual share of red systems assumed for what "
        f"is unknown{prior}, {totals.expected_red:,.1f} can be expected to be red. {totals.legacy:,} "
        f"{'is' if totals.legacy == 1 else 'are'} legacy for certain, {totals.possibly_legacy:,} possibly."
    )


def place_text(entry: Entry) -> str:
    """Its place in the ranking: `47`, and `47=` where others share it."""
    first, last = entry.place
    return f"{first}=" if last > first else f"{first}"


def why_text(entry: Entry) -> str:
    """The hardest facts in at most 60 characters, who stops with it last; or that nothing is known yet."""
    reach = next((reason.brief for reason in entry.why if reason.is_reach), "")
    room = _LONGEST_WHY - len(reach) - 2
    facts: list[str] = []
    for reason in entry.why:
        if not reason.is_reach and len("; ".join([*facts, reason.brief])) <= room:
            facts.append(reason.brief)
    if not facts and entry.why and not reach:
        return f"{entry.why[0].brief[: _LONGEST_WHY - 1].rstrip()}…"
    return "; ".join([*facts, *([reach] if reach else [])]) or _little(entry)


def _little(entry: Entry) -> str:
    if entry.score is None:
        return ""
    return "no bad fact known" if entry.score.known else _NOTHING_KNOWN


def _p_red(entry: Entry) -> Cell:
    return entry.score.p_red if entry.score else None


def headline(scan: Scan) -> Figures:
    """The three counts of each verdict, the expected red beside the first, and the size of what was read."""
    totals = scan.totals
    red = (
        _count("red", totals.red),
        _count("could be red", totals.possibly_red),
        _count("not red", totals.not_red),
        Fact("expected red", totals.expected_red, "score"),
    )
    legacy = (
        _count("legacy", totals.legacy),
        _count("possibly legacy", totals.possibly_legacy),
        _count("not legacy", totals.not_legacy),
    )
    size = (
        _count(_noun(totals.organisations, "organisation"), totals.organisations),
        _count(_noun(totals.systems, "system"), totals.systems),
        _count("scored", totals.scored),
        Fact("dependencies" if totals.dependencies != 1 else "dependency", totals.dependencies, "count"),
    )
    return Figures((red, legacy, size))


def not_scored(scan: Scan) -> tuple[Prose, ...]:
    """Why fewer systems are scored than recorded; nothing where all are."""
    rest = [entry for entry in scan.systems if entry.score is None]
    external = sum(entry.kind == "external" for entry in rest)
    if not rest:
        return ()
    parts = [
        *([f"{external:,} external, known as ends of dependencies alone"] if external else []),
        *([f"{len(rest) - external:,} proposed or retired"] if len(rest) > external else []),
    ]
    whole = f"{counted(len(scan.systems), 'system')} recorded"
    return (Prose(f"Of {whole}, {len(rest):,} cannot be scored: {joined(parts, 'and')}."),)


def _count(label: str, count: int) -> Fact:
    return Fact(label, count, "count")


def _noun(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"


_NOTE = (
    "#: equal systems share a place (3=). P(red): how likely it is red, over all that is unknown of it. "
    "Score: expected (lowest-highest). Risk (weighted risk): likelihood x (impact + what stands on it), "
    "expected; it ranks systems of one rating. Known: of how many criteria something is known. Gap: others "
    "stand on it, it is or could be red, and its plan is not funded."
)

MOST_LISTED = 200  # what people look through, where they do not say how many
_WHERE_ALL = "--top N lists more; --organisation, --tag, --kind and --owner choose; CSV and JSON hold all."


def ranking(scan: Scan, top: int | None = None) -> Table:
    """A row for each system listed, or for the first `top` of them; each row's cells follow `_columns`."""
    entries = scan.systems[:top]
    more = max(scan.totals.systems - len(entries), 0)
    note = f"{_NOTE} {_WHERE_ALL}" if more and top == MOST_LISTED else _NOTE
    return tabled("Systems, in order of rating and risk", _columns(scan.names), entries, note, more)


def ranking_rows(scan: Scan) -> tuple[tuple[Column, ...], Iterator[tuple[Cell, ...]]]:
    """The columns of that table, and its rows for every system listed, each made when it is asked for."""
    columns = _columns(scan.names)
    return tuple(column for column, _ in columns), rows_of(columns, scan.systems)


def _scored(cell: Callable[[Assessment], Cell]) -> Callable[[Entry], Cell]:
    return lambda entry: cell(entry.score) if entry.score else None


def _reached(cell: Callable[[Reach], Cell]) -> Callable[[Entry], Cell]:
    return lambda entry: cell(entry.reach) if entry.reach else None


def _risk(entry: Entry) -> Cell:
    return entry.reach.weighted_risk if entry.reach and entry.score else None


def _known(entry: Entry) -> Cell:
    return f"{entry.known.criteria} of {entry.known.of}" if entry.known else None


def _gap(reach: Reach) -> Cell:
    return Judgement("yes", "gap", "alarm") if reach.underpinning_gap else Judgement("no", "")


def _dependents(reach: Reach) -> Cell:
    return confirmed_of(reach.dependents, reach.confirmed.dependents)


def _weakest(foundation: Foundation, names: Mapping[str, str]) -> Cell:
    if foundation.weakest is None:
        return None
    assumed = "" if foundation.weakest_confirmed else " (assumed)"
    return Judgement(foundation.weakest, f"{names.get(foundation.weakest, foundation.weakest)}{assumed}")


def _stood_on(cell: Callable[[Foundation], Cell]) -> Callable[[Entry], Cell]:
    return lambda entry: cell(entry.foundation) if entry.foundation else None


_COLUMNS: Columns[Entry] = (
    (for_data("rank"), lambda entry: entry.rank),
    (Column("place", "#"), place_text),
    (Column("name", "system", least=NAME), lambda entry: entry.name),
    (Column("id", "id", priority=5, least=WHOLE_ID), lambda entry: entry.id),
    (for_data("organisation"), lambda entry: entry.organisation),
    (for_data("kind"), lambda entry: entry.record.system.kind),
    (for_data("status"), lambda entry: entry.record.system.status),
    (for_data("tags"), lambda entry: " ".join(entry.tags)),
    (for_data("personal_data"), lambda entry: yes_or_no(entry.data.personal) if entry.data else None),
    (Column("rating", "rating"), rating_or_status),
    (Column("p_red", "P(red)", "share"), _p_red),
    (Column("score", "score", "bounds"), _scored(lambda score: score.overall)),
    (Column("legacy", "legacy", priority=6), _scored(lambda assessment: assessment.legacy)),
    (for_data("p_legacy"), _scored(lambda assessment: assessment.p_legacy)),
    (Column("weighted_risk", "risk", "score"), _risk),
    (Column("known", "known", priority=2, least=WORD), _known),
    (Column("why", "why", priority=2, least=SENTENCE), why_text),
    (for_data("direct_dependents"), _reached(lambda reach: reach.direct_dependents)),
    (Column("dependents", "dependents", "count", priority=7), _reached(_dependents)),
    (for_data("hard_dependents"), _reached(lambda reach: reach.hard_dependents)),
    (for_data("confirmed_hard_dependents"), _reached(lambda reach: reach.confirmed.hard_dependents)),
    (for_data("services"), _reached(lambda reach: reach.services)),
    (for_data("organisations"), _reached(lambda reach: reach.organisations)),
    (for_data("underpinning"), _reached(lambda reach: reach.underpinning)),
    (for_data("underpinning_capability"), _reached(lambda reach: yes_or_no(reach.underpinning_capability))),
    (Column("underpinning_gap", "gap", priority=3), _reached(_gap)),
    (for_data("dependencies"), _stood_on(lambda foundation: foundation.dependencies)),
)


def _columns(names: Mapping[str, str]) -> Columns[Entry]:
    weakest = Column("weakest", "weakest foundation", "prose", priority=8, least=SENTENCE)
    return *_COLUMNS, (weakest, _stood_on(lambda foundation: _weakest(foundation, names)))


_MOST = 10
_CAPABILITIES_COLUMNS = (
    Column("name", "system", "prose", least=NAME),
    Column("rating", "rating"),
    Column("underpinning", "underpins", "score"),
    Column("hard_dependents", "stop", "count", priority=3),
    Column("organisations", "organisations", "count", priority=4),
    Column("plan", "plan", priority=2),
    Column("id", "id", priority=5, least=WHOLE_ID),
)
_CAPABILITIES_NOTE = (
    "Underpins: the impact of all that stands on it, halved with each step away. Stop: those that "
    "need it along hard arrows, directly or not; confirmed: along none that is assumed."
)


def capabilities(scan: Scan) -> tuple[Table, ...]:
    """The most underpinning capabilities, each with what its plan lacks; nothing where there are none."""
    if not scan.capabilities:
        return ()
    entries = {entry.id: entry for entry in scan.systems}
    first = scan.capabilities[:_MOST]
    rows = tuple(_row(scan, system, entries.get(system)) for system in first)
    more = len(scan.capabilities) - len(first)
    return (Table("Capabilities that underpin most", _CAPABILITIES_COLUMNS, rows, _CAPABILITIES_NOTE, more),)


def _row(scan: Scan, system: str, entry: Entry | None) -> tuple[Cell, ...]:
    if entry is None or entry.reach is None:
        name = scan.names.get(system, system)
        return (name, rating_of(scan.ratings.get(system)), None, None, None, None, system)
    reach = entry.reach
    stop = confirmed_of(reach.hard_dependents, reach.confirmed.hard_dependents)
    counts = (reach.underpinning, stop, reach.organisations)
    return (entry.name, rating_or_status(entry), *counts, funding(entry), system)


def funding(entry: Entry) -> Judgement | None:
    """Whether the agreed plan of a capability is funded; None where it need not be."""
    remediation = entry.record.system.remediation
    funded = remediation.plan.funded if remediation and remediation.plan else None
    if entry.reach and entry.reach.underpinning_gap:
        words = "partly funded plan" if funded == "partly" else "no funded plan"
        return Judgement(funded or "", words, "alarm")
    return Judgement("yes", "funded plan") if funded == "yes" else None


_MOST_CYCLES = 10
_MOST_NAMES = 12


def cycles(found: Sequence[Cycle], names: Mapping[str, str]) -> tuple[Block, ...]:
    """Each cycle with members, a shortest way round and breakable arrows; nothing where there is none."""
    if not found:
        return ()
    first = found[:_MOST_CYCLES]
    which = f", the first {len(first)}" if len(first) < len(found) else ""
    heading = Heading(f"Cycles: systems that need each other ({len(found):,}{which})")
    return heading, Points(tuple(_cycle(cycle, names) for cycle in first))


def _cycle(cycle: Cycle, names: Mapping[str, str]) -> str:
    members, shortest = _named(cycle.members, names), _named(cycle.shortest, names)
    breakable = _some([_arrows(_named(pair, names)) for pair in cycle.breakable])
    return (
        f"{_some(members)}. Shortest way round: {_arrows(shortest)}. "
        f"Cheapest to break: {breakable or 'none, as every arrow is hard and confirmed'}."
    )


def _named(systems: Iterable[str], names: Mapping[str, str]) -> list[str]:
    return [names.get(each, each) for each in systems]


def _arrows(systems: Sequence[str]) -> str:
    return " -> ".join(systems)


def _some(names: Sequence[str]) -> str:
    rest = len(names) - _MOST_NAMES
    return "; ".join(names[:_MOST_NAMES]) + (f" and {rest:,} more" if rest > 0 else "")


_LOSSES_NOTE = (
    "Systems that lose support of a technology in each financial year, standard support or the cover that "
    "their records state, whichever ends later; one may count in several years."
)


def losses(found: TotalLosses) -> tuple[Block, ...]:
    """Who is without support already and who follows in which year; nothing where no system is counted."""
    sure = (found.already, *found.by_year.values())
    if not any((*sure, found.unknown, found.silent)):
        return ()
    if not any((*sure, found.unknown)):
        none = f"Nothing is known: {counted(found.silent, 'system lists', 'systems list')} no technology."
        return Heading("Support that ends"), Prose(none)
    open_ends = (
        _count("already without support", found.already),
        _count("with an end that is not known", found.unknown),
        _count("with no technology listed", found.silent),
    )
    years = tuple(_count(f"in {financial_year_text(year)}", count) for year, count in found.by_year.items())
    return Heading("Support that ends"), Figures((open_ends, years)), Prose(_LOSSES_NOTE)


_TITLE = "Where assessment and facts disagree"
_CONTRADICTIONS_COLUMNS = (
    Column("name", "system", "prose", least=NAME),
    Column("id", "id", priority=5, least=WHOLE_ID),
    Column("code", "criterion"),
    Column("contradiction", "assessment and facts", "prose", least=NAME),
)


_MOST_DISAGREEING = 50


def contradictions(entries: Iterable[Entry], most: int | None = None) -> tuple[Table, ...]:
    """One row for each assessed score that the facts contradict, or for so many; nothing where none is."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (entry.name, entry.id, score.code, score.contradiction)
        for entry in entries
        if entry.score
        for score in entry.score.criteria
        if score.contradiction
    )
    more = len(rows[most:]) if most else 0
    return (Table(_TITLE, _CONTRADICTIONS_COLUMNS, rows[:most], more=more),) if rows else ()


def contradictions_of(assessment: Assessment | None, framework: Framework) -> tuple[Block, ...]:
    """A sentence for each criterion of one system that the facts contradict; nothing where none is."""
    points = tuple(
        f"{score.code} {framework.by_word[score.criterion][1].name}: {score.contradiction}"
        for score in (assessment.criteria if assessment else ())
        if score.contradiction
    )
    return (Heading(_TITLE), Points(points)) if points else ()


_OLD_COLUMNS = (
    Column("id", "system", "prose"),
    Column("status", "status"),
    Column("weak", "will stand on", "prose"),
)


def old_foundations(scan: Scan) -> tuple[Table, ...]:
    """Each system being proposed or built that will stand on red or possibly red ones; nothing without."""
    statuses = {entry.id: entry.record.system.status for entry in scan.systems}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Judgement(new.system, scan.names.get(new.system, new.system)),
            statuses.get(new.system),
            "; ".join(_rated(scan, system) for system in new.weak),
        )
        for new in scan.old_foundations
    )
    return (Table("New systems on old foundations", _OLD_COLUMNS, rows),) if rows else ()


def _rated(scan: Scan, system: str) -> str:
    return f"{scan.names.get(system, system)} ({rating_of(scan.ratings.get(system)).words})"


def findings(diagnostics: tuple[Diagnostic, ...]) -> Prose:
    """A sentence that counts errors and warnings and says where they are listed."""
    where = "; legacymap validate lists them." if diagnostics else "."
    return Prose(f"The inventory has {tally_text(tally(diagnostics))}{where}")


def scan_view(scan: Scan, top: int | None = None) -> View:
    """Headlines, systems by risk (the first `top`, where given), capabilities, cycles, support, findings."""
    listed = ranking(scan, top)
    return View(
        title=f"{of_estate(scan.provenance)} on {day(scan.provenance.as_of)}",
        marking=marking_text(scan.handling, scan.provenance),
        blocks=(
            *lacks(scan.incomplete, scan.provenance),
            *summary(scan),
            listed,
            Heading("The estate in figures"),
            headline(scan),
            *not_scored(scan),
            *_departments(scan.departments, scan.names),
            *capabilities(scan),
            *cycles(scan.cycles, scan.names),
            *losses(scan.losses),
            *contradictions(scan.systems, _MOST_DISAGREEING),
            findings(scan.diagnostics),
        ),
        appendix=old_foundations(scan),
        provenance=provenance(scan.provenance),
        main=listed,
    )


_DEPARTMENTS = (
    Column("id", "id", "text", 9),
    Column("department", "department", "prose"),
    Column("systems", "systems", "count", total=True),
    Column("red", "red", "count", total=True),
    Column("possibly_red", "could be red", "count", total=True),
    Column("expected_red", "expected red", "score", total=True),
    Column("underpinning_gaps", "gaps", "count", 2, total=True),
    Column("annual_run", "a year to run", "money", 2),
    Column("consumers", "others need it", "count"),
    Column("stands_on", "most of all", "prose", 3),
)
_DEPARTMENTS_NOTE = (
    "Gaps: systems on which others stand, that are or could be red, and whose plan is not funded. Others "
    "need it: systems of other departments that need one of its systems directly, and which most need."
)


def _departments(found: Sequence[Department] | None, names: Mapping[str, str]) -> tuple[Table, ...]:
    """A row for each department, the one with most red systems expected first; nothing where none docked."""
    if not found:
        return ()
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.id,
            each.name,
            each.systems,
            each.red,
            each.possibly_red,
            each.expected_red,
            each.underpinning_gaps,
            None if each.annual_run is None else Amount(Decimal(str(each.annual_run)), "£"),
            each.consumers,
            None if each.stands_on is None else names.get(each.stands_on, each.stands_on),
        )
        for each in found
    )
    return (
        Table("Departments, most red systems expected first", _DEPARTMENTS, rows, _DEPARTMENTS_NOTE, level=2),
    )
