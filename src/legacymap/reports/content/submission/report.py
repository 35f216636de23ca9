"""The submission that a department hands in to a spending review: its sections in order, and its first pages.

The first page says who asks, the second holds the case.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from legacymap.domain.assessment import Rating
from legacymap.domain.dates import financial_year_text
from legacymap.domain.frozen import dataclass
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.plan import CourseName, Financing, ScenarioEdition
from legacymap.domain.registers import ServiceLine
from legacymap.domain.results import lacking
from legacymap.domain.settings import CASES, OWN_PARTS, SECTIONS, Case, Section
from legacymap.domain.submission import Submission
from legacymap.domain.values import HANDLINGS
from legacymap.reports.content.courses import times
from legacymap.reports.content.plan import why_not
from legacymap.reports.content.plans import later_years
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.content.submission.annexes import annexes
from legacymap.reports.content.submission.case import capabilities, case_for_change
from legacymap.reports.content.submission.delivery import contracts, delivery
from legacymap.reports.content.submission.money import amount_text, money, money_asked, money_of
from legacymap.reports.content.submission.narrative import FIGURE, figure, narrative
from legacymap.reports.content.submission.options import confidence, options
from legacymap.reports.content.submission.plan import not_in_the_plan, plan
from legacymap.reports.content.submission.wording import (
    NOT_STATED,
    explained,
    price_base,
    span,
    states_running_cost,
    support_unknown,
)
from legacymap.reports.view import (
    FOR_DATA,
    WHOLE_ID,
    Block,
    Cell,
    Chart,
    Column,
    Fact,
    Facts,
    Heading,
    Judgement,
    Prose,
    Table,
    View,
)
from legacymap.reports.words import counted, day, marking_text

_MOST_ROWS = 40
_TITLE = "6. What the department still has to write"
_COLUMNS = (
    Column("case", "case"),
    Column("part", "part", "prose"),
    Column("state", "state"),
    Column("wanted", "what belongs there", "prose", least=WHOLE_ID),
    Column("where", "where to put it", "prose"),
)
_FEW = 6


@dataclass(frozen=True, slots=True)
class RedSystems:
    """Systems by full id, in the order of the scan; `mended` were or would be red and are not under the plan.

    `still_red` are red at the end under the plan, acted on or not. `services` stand on a red system today,
    `relieved` are those of them that stand on none at the end.
    """

    end: str
    red_now: tuple[str, ...]
    mended: tuple[str, ...]
    still_red: tuple[str, ...]
    services: tuple[ServiceLine, ...]
    relieved: tuple[ServiceLine, ...]


def report_view(submission: Submission, roadmap: Sequence[Chart] = ()) -> View:
    """Who asks, the case in one page, the five cases, what is still to be written, and the annexes.

    `roadmap` is the picture of the preferred plan, which the annexes begin with.
    """
    source = submission.scan.provenance
    first, *_ = SECTIONS
    blocks: list[Block] = [
        *lacks(lacking(submission.plan.incomplete, submission.cut_short), source),
        Heading(first.title),
        *_told(submission, first),
        *_within(submission, BLOCKS[first.id](submission), 1),
    ]
    for number, case in enumerate(CASES, start=1):
        blocks.append(Heading(f"{number}. {case} case"))
        blocks += _case(submission, case)
    long: list[Block] = [
        block for block in blocks if isinstance(block, Table) and len(block.rows) > _MOST_ROWS
    ]
    blocks = [_cut(block) for block in blocks]
    blocks += [Heading(_TITLE), *_within(submission, _checklist(submission), 1)]
    return View(
        title="Legacy systems: spending review submission",
        marking=marking_text(submission.scan.handling, source),
        blocks=tuple(blocks),
        appendix=(
            *_pictures(submission, roadmap),
            *_within(submission, annexes(submission), 1),
            *([Heading("Annex I. Long tables in full"), *long] if long else []),
        ),
        provenance=(*provenance(source), *(_edition(plan.scenario) for plan in submission.plans)),
        cover=cover(submission),
    )


def cover(submission: Submission) -> tuple[Fact, ...]:
    """Who asks, for what, when, who answers for it, and how the document is marked and why."""
    front, source = submission.front, submission.scan.provenance
    return (
        Fact("Department", front.department or NOT_STATED, "prose"),
        Fact("Scenario", f"{submission.plan.scenario.title}, {span(submission.plan.years)}", "prose"),
        Fact("Date", day(source.as_of)),
        Fact("Senior responsible owner", front.owner or NOT_STATED, "prose"),
        Fact("Contact", front.contact or NOT_STATED, "prose"),
        Fact("Status", front.status or NOT_STATED),
        Fact("Marking", _marking(submission), "prose"),
        Fact("Own parts", _own_parts(submission), "prose"),
    )


def one_page(submission: Submission) -> tuple[Block, ...]:
    """What is wrong, what is asked, what it buys, what remains and why, and what happens otherwise."""
    found = _red_systems(submission)
    return (
        Facts(
            (
                Fact("What is wrong", _wrong(submission, found), "prose"),
                Fact("What is asked", _asked(submission), "prose"),
            )
        ),
        money_asked(submission, f"What is asked, in {price_base(submission.scenario)} prices"),
        Facts(
            (
                Fact("What it buys", _bought(submission, found), "prose"),
                Fact("What remains red", _remains(submission, found), "prose"),
                Fact("What happens otherwise", _otherwise(submission), "prose"),
            )
        ),
        explained(
            "red", "expected red", "new money", "resource (RDEL)", "capital (CDEL)", "net present cost"
        ),
    )


def named(submission: Submission, systems: Sequence[str], few: int = _FEW) -> str:
    """Systems by name, the first few where there are many."""
    names = [submission.plan.named(each) for each in systems[:few]]
    more = len(systems) - few
    return listed([*names, f"{more:,} more"] if more > 0 else names, "and")


def _cut(block: Block) -> Block:
    """A long table as the body shows it; the annexes have all of it."""
    if not isinstance(block, Table) or len(block.rows) <= _MOST_ROWS:
        return block
    note = f"{block.note} Annex I has every row.".strip()
    return replace(block, rows=block.rows[:_MOST_ROWS], more=len(block.rows) - _MOST_ROWS, note=note)


def _pictures(submission: Submission, roadmap: Sequence[Chart]) -> Iterator[Block]:
    if roadmap:
        yield Heading("Annex A. The roadmap")
        yield from _within(submission, tuple(roadmap), 1)


def _case(submission: Submission, case: Case) -> Iterator[Block]:
    """The sections of a case; of its own parts those that are written, and a sentence on the others."""
    missing = set(submission.front.missing)
    for section in SECTIONS:
        if section.case != case or section in missing:
            continue
        yield Heading(section.title, 2)
        yield from _told(submission, section)
        if not section.wanted:
            yield from _within(submission, BLOCKS[section.id](submission), 2)
    unwritten = [section.title for section in SECTIONS if section.case == case and section in missing]
    if unwritten:
        yield Prose(f"Not written yet: {'; '.join(unwritten)}. Section 6 says what belongs there.")


def _told(submission: Submission, section: Section) -> tuple[Block, ...]:
    """The department's own text, with the figures that it names."""
    part = submission.front.parts.get(section.id)
    if part is None:
        return ()

    def fill(text: str) -> str:
        return FIGURE.sub(lambda found: figure(submission, found[1].strip()), text)

    return narrative(part.text, fill, part.pictures, section.title)


def _within(submission: Submission, blocks: tuple[Block, ...], above: int) -> Iterator[Block]:
    """Blocks as part of a section `above` levels down, with names for ids."""
    for block in blocks:
        match block:
            case Heading(text, level):
                yield Heading(text, _level(level - 1 + above))
            case Table():
                yield _named(submission, replace(block, level=_level(block.level + above)))
            case Chart():
                table = replace(block.table, level=_level(block.table.level + above))
                yield replace(block, table=_named(submission, table))
            case _:
                yield block


def _level(level: int) -> Literal[1, 2, 3]:
    return 1 if level <= 1 else 2 if level == 2 else 3


def _named(submission: Submission, table: Table) -> Table:
    """The table with the names of systems for people, and their ids beside them for data."""
    keys = [column.key for column in table.columns]
    at = next((place for place, key in enumerate(keys) if key in {"system", "id"}), None)
    if at is None or not any(row[at] in submission.entries for row in table.rows):
        return table
    column = table.columns[at]
    ids = replace(column, priority=FOR_DATA)
    if "name" in keys:
        return replace(table, columns=(*table.columns[:at], ids, *table.columns[at + 1 :]))
    names = Column("name", "system", least=column.least)
    return replace(
        table,
        columns=(*table.columns[:at], names, ids, *table.columns[at + 1 :]),
        rows=tuple((*row[:at], submission.plan.named(str(row[at])), *row[at:]) for row in table.rows),
    )


def _edition(scenario: ScenarioEdition) -> Fact:
    return Fact("scenario", f"{scenario.id}: {scenario.title}, sha256 {scenario.sha256[:16]}")


def _checklist(submission: Submission) -> tuple[Block, ...]:
    """A row for each part that no data can give: written or not, what belongs there, and where to put it."""
    missing = {each.id for each in submission.front.missing}
    if missing:
        said = (
            f"{len(missing)} of {counted(len(OWN_PARTS), 'part')} {'is' if len(missing) == 1 else 'are'} not "
            "written. No data of the inventory can stand in for them, and a case without them is likely to "
            "be sent back. `legacymap report --strict` refuses while one is missing."
        )
    else:
        said = "Every part is written. Whether it convinces is for its readers to say."
    return Prose(said), Table("Parts of the Five Case Model", _COLUMNS, _rows(submission, missing))


def _rows(submission: Submission, missing: set[str]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            part.case,
            part.title,
            Judgement("missing", "not written", "caution") if part.id in missing else "written",
            part.wanted,
            submission.front.parts[part.id].file
            if part.id not in missing
            else f"submission.narrative.{part.id} in legacymap.yaml",
        )
        for case in CASES
        for part in OWN_PARTS
        if part.case == case
    )


def _marking(submission: Submission) -> str:
    handling = submission.scan.handling
    marking = marking_text(handling, submission.scan.provenance)
    those = [entry.id for entry in submission.scan.systems if entry.handling == handling]
    if handling == HANDLINGS[0]:
        return f"{marking}: nothing that it names is marked higher"
    if not those:
        return f"{marking}: the settings of the inventory mark everything so"
    some = named(submission, those, 3)
    return f"{marking}: it names {counted(len(those), 'record')} of that marking ({some})"


def _own_parts(submission: Submission) -> str:
    missing = submission.front.missing
    if not missing:
        return "all written"
    return f"{counted(len(missing), 'part')} of the Five Case Model not written yet; section 6 lists them"


def _wrong(submission: Submission, found: RedSystems) -> str:
    totals = submission.scan.totals
    are = "is" if totals.red == 1 else "are"
    said = (
        f"Of {counted(totals.scored, 'scored system')}, {totals.red:,} {are} red and {totals.possibly_red:,} "
        f"could be, by the {submission.framework.name}."
    )
    if found.red_now:
        said += f" Red today: {named(submission, found.red_now)}."
    if found.services:
        names = named(submission, [each.system for each in found.services])
        behind = _people_behind(submission, found.services)
        stand = "service stands" if len(found.services) == 1 else "services stand"
        them = "it" if len(found.red_now) == 1 else "them"
        said += f" {len(found.services):,} {stand} on {them}: {names}{f' ({behind})' if behind else ''}."
    return said


def _asked(submission: Submission) -> str:
    plan = submission.plan
    here = money_of(submission, plan.years)
    if not plan.actions:
        return "Nothing: under this scenario no work can be done."
    later = money_of(submission, later_years(plan))
    last = financial_year_text(plan.years[-1])
    after = f" After {last} a further {amount_text(later.new)} of new money follows." if later.new else ""
    return (
        f"New money of {amount_text(here.new)} over {span(plan.years)}: {amount_text(here.new_rdel)} of "
        f"resource (RDEL) and {amount_text(here.new_cdel)} of capital (CDEL).{_there(here)}{after} It pays "
        f"for work on {counted(len(plan.actions), 'system')}."
    )


def _there(money: Financing) -> str:
    if not money.there:
        return " None of it is there already."
    there = amount_text(money.there)
    return f" Beside it, {there} is there already, ring-fenced or funded, and is not asked for."


def _bought(submission: Submission, found: RedSystems) -> str:
    plan = submission.plan
    last, sums = plan.trajectory[-1], plan.money.plan
    red, without = f"{last.plan.expected_red:.1f}", f"{last.do_nothing.expected_red:.1f}"
    against = f"not {without}" if red != without else "as if nothing were done"
    said = [f"By {found.end}, {red} systems are expected to be red, {against}."]
    mended = [each for each in found.mended if each in found.red_now]
    kept = [each for each in found.mended if each not in found.red_now]
    if mended:
        said.append(f"No longer red: {named(submission, mended, 10)}.")
    if kept:
        said.append(f"Kept from turning red: {named(submission, kept, 10)}.")
    if found.relieved:
        names = named(submission, [each.system for each in found.relieved])
        said.append(f"Services that then stand on nothing red: {names}.")
    if sums.running_cost_saved:
        said.append(
            f"It ends running cost of {pounds_text(sums.running_cost_saved)} (present value), so that its "
            f"net present cost is {pounds_text(sums.net_present_cost)}."
        )
    return " ".join(said)


def _remains(submission: Submission, found: RedSystems) -> str:
    if not found.still_red:
        possible = sum(
            (each.at, each.course, each.rating) == (found.end, "plan", "possibly-red")
            for each in submission.plan.courses
        )
        could = f" {possible:,} could be: what is not known decides." if possible else ""
        return f"No system is rated red at the end, {found.end}.{could}"
    reasons: dict[str, list[str]] = {}
    for system in found.still_red:
        reasons.setdefault(_why_still_red(submission, system), []).append(system)
    said = "; ".join(f"{named(submission, systems)} ({why})" for why, systems in reasons.items())
    new = [system for system in found.still_red if system not in found.red_now]
    turned = f" Not red today but then: {named(submission, new)}." if new else ""
    return f"{said}.{turned}"


def _otherwise(submission: Submission) -> str:
    return " ".join(_of_doing_nothing(submission))


def _of_doing_nothing(submission: Submission) -> Iterator[str]:
    first, last = submission.running_costs[0], submission.running_costs[-1]
    end = submission.plan.trajectory[-1]
    losses = submission.scan.losses
    yield (
        f"If nothing is done, {end.do_nothing.expected_red:.1f} systems are expected to be red by "
        f"{financial_year_text(end.year)}."
    )
    follow, have = sum(losses.by_year.values()), "has" if losses.already == 1 else "have"
    if losses.already or follow or losses.unknown or losses.silent:
        yield (
            f"{counted(losses.already, 'system')} {have} a technology that is known to be without support "
            f"today; losses of support that are known to follow: {follow:,}.{support_unknown(losses)}"
        )
    if states_running_cost(submission):
        yield (
            f"Running cost goes from {pounds_text(first.do_nothing)} to {pounds_text(last.do_nothing)} a "
            "year, as far as records state it."
        )


def _red_systems(submission: Submission) -> RedSystems:
    """How the estate stands now and at the end of the appraisal."""
    plan = submission.plan
    at = {(point.system, point.at, point.course): point.rating for point in plan.courses}
    now, end = times(plan)[0], times(plan)[-1]
    systems = list(dict.fromkeys(point.system for point in plan.courses))

    def is_red(system: str, when: str, course: CourseName) -> bool:
        rating: Rating | None = at.get((system, when, course))
        return rating == "red"

    red_now = tuple(each for each in systems if is_red(each, now, "do_nothing"))
    would = [each for each in systems if each in red_now or is_red(each, end, "do_nothing")]
    still = tuple(each for each in systems if is_red(each, end, "plan"))
    exposed = tuple(
        each for each in submission.services.services if any(_stands_on(each, system) for system in red_now)
    )
    return RedSystems(
        end=end,
        red_now=red_now,
        mended=tuple(each for each in would if each not in still),
        still_red=still,
        services=exposed,
        relieved=tuple(each for each in exposed if not any(_stands_on(each, system) for system in still)),
    )


def _stands_on(service: ServiceLine, system: str) -> bool:
    return system == service.system or system in service.foundations


def _people_behind(submission: Submission, services: Sequence[ServiceLine]) -> str:
    """How many people use some services, and how often, as far as their records say."""
    systems = [submission.entries[each.system].record.system for each in services]
    users = [each.users.count for each in systems if each.users and each.users.count is not None]
    acts = [each.transactions_per_year for each in systems if each.transactions_per_year is not None]
    silent = sum(
        not (each.users and each.users.count is not None) and each.transactions_per_year is None
        for each in systems
    )
    said = [*([f"{sum(users):,} users"] if users else [])]
    said += [f"{sum(acts):,} transactions a year"] if acts else []
    behind = f"with {listed(said, 'and')} stated" if said else ""
    unsaid = f"{counted(silent, 'of them states', 'of them state')} neither users nor transactions"
    return "; ".join(part for part in (behind, unsaid if silent else "") if part)


def _why_still_red(submission: Submission, system: str) -> str:
    """Why a system is still red at the end, in a few words."""
    left = next((each for each in submission.plan.not_planned if each.system == system), None)
    return why_not(left).words if left else "the work does not take it out of red"


BLOCKS: Mapping[str, Callable[[Submission], tuple[Block, ...]]] = {
    "summary": one_page,
    "case-for-change": case_for_change,
    "capabilities": capabilities,
    "options": options,
    "plan": plan,
    "not-in-the-plan": not_in_the_plan,
    "contracts": contracts,
    "money": money,
    "delivery": delivery,
    "confidence": confidence,
}
