"""The program's commands, by task: what each is for and where it stands; none is loaded to be listed."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

PURPOSE = "Map legacy systems, score their risk honestly, and plan their update."
HELP = ("-h", "--help")
# Exit codes: a sound run, findings, a request that cannot be done, a bug, an interruption.
CLEAN, FINDINGS, REQUEST, BUG, INTERRUPTED = 0, 1, 2, 3, 130
_START = "Start an inventory"
_CHECK = "Keep the inventory true"
_SEE = "See the estate"
_ACT = "Plan the update"
_DATES = "Know the support dates"
_EXCHANGE = "Bring in and hand out"
_SHARE = "Share with others"


class Command(NamedTuple):
    """One command: its task, its name, the function or group in `cli` that it is, and its purpose.

    The purpose is the first sentence of the function's docstring; the example works on the samples, and a
    group has none of its own.
    """

    task: str
    name: str
    place: str
    purpose: str
    example: str = ""


COMMANDS: tuple[Command, ...] = (
    Command(
        _START,
        "init",
        "inventory:init",
        "Start an inventory: three systems to learn from, and checks for the editor, each commit and CI.",
        "legacymap init estate --organisation home-office",
    ),
    Command(
        _START,
        "add",
        "inventory:add",
        "Add a system to the file that holds its organisation's systems.",
        'legacymap add case-tracker estate --name "Case tracker"',
    ),
    Command(
        _EXCHANGE,
        "import",
        "exchange:import_source",
        "Import a register into the inventory: a spreadsheet, with a mapping that is "
        "guessed, written and kept.",
        "legacymap import docs/examples/register.csv --into estate",
    ),
    Command(
        _EXCHANGE,
        "export",
        "export:export",
        "Write the inventory out for other people and other tools.",
    ),
    Command(
        _CHECK,
        "validate",
        "checking:validate",
        "Say what is wrong with an inventory, where, and what to do about it.",
        "legacymap validate inventories/example-department",
    ),
    Command(
        _CHECK,
        "rules",
        "checking:rules",
        "List the rules that validate applies; with a code, that rule's page.",
        "legacymap rules LM201",
    ),
    Command(
        _CHECK,
        "schema",
        "checking:schema",
        "Print the JSON Schema of the inventory, of another file, or of a command's JSON.",
        "legacymap schema scan",
    ),
    Command(
        _SEE,
        "scan",
        "estate:scan",
        "Rank the estate by legacy risk: what is red, what could be, what underpins most, and its cycles.",
        "legacymap scan inventories/example-department --top 10",
    ),
    Command(
        _SEE,
        "explain",
        "estate:explain",
        "Show how one system is scored: each criterion with its basis, what stands on it, what it stands on.",
        "legacymap explain identity-hub inventories/example-department",
    ),
    Command(
        _SEE,
        "gaps",
        "estate:gaps",
        "Say which systems to ask about first, whom to ask, and what: facts first, then assessments.",
        "legacymap gaps inventories/uk-public-record --top 20",
    ),
    Command(
        _SEE,
        "impact",
        "estate:impact",
        "Show which systems stop and which degrade when SYSTEM stops, by which way, and whom that touches.",
        "legacymap impact identity-hub inventories/example-department",
    ),
    Command(
        _SEE,
        "map",
        "estate:map_estate",
        "Map the estate: services above, below them what they stand on, each with its rating.",
        "legacymap map inventories/example-department -o map.html",
    ),
    Command(
        _SEE,
        "services",
        "estate:services",
        "List each public service and what it stands on: red and possibly red beneath it, cost, plans.",
        "legacymap services inventories/example-department",
    ),
    Command(
        _SEE,
        "suppliers",
        "estate:suppliers",
        "List what stands with each supplier and in each place: systems, red among them, contracts by year.",
        "legacymap suppliers inventories/example-department -o suppliers.csv",
    ),
    Command(
        _SEE,
        "technologies",
        "estate:technologies",
        "Show which technology is used where, when its support ends, and where skills in it are short.",
        "legacymap technologies inventories/example-department",
    ),
    Command(
        _SEE,
        "diff",
        "changes:diff",
        "Show what has changed between two states of an estate, and through what: facts, "
        "time, dates, method.",
        "legacymap diff --since HEAD~10 inventories/example-department",
    ),
    Command(
        _SEE,
        "history",
        "changes:history",
        "Show how the estate has fared: the figures at the last commit of each period, "
        "judged on its last day.",
        "legacymap history inventories/example-department --since HEAD~20",
    ),
    Command(
        _ACT,
        "plan",
        "planning:plan",
        "Plan the update: what to do when under a budget, proven near the optimum, with the reason for each.",
        "legacymap plan inventories/example-department",
    ),
    Command(
        _ACT,
        "report",
        "planning:report",
        "Write a spending review submission: the case for change, options, the plan, "
        "money, delivery, doubts.",
        "legacymap report inventories/example-department -o submission.docx",
    ),
    Command(
        _ACT,
        "solve",
        "solving:solve",
        "Solve a posed problem: what to start when, proven near the optimum.",
        "legacymap solve docs/examples/problem.json",
    ),
    Command(
        _SHARE,
        "share",
        "sharing:share",
        "Make a return for an audience: what counts leaves, what hurts stays; then look "
        "through it for leaks.",
        "legacymap share inventories/uk-public-record --audience government -o return",
    ),
    Command(
        _SHARE,
        "dock",
        "sharing:dock",
        "Take returns into one folder, each checked first: all of them, or none.",
        "legacymap dock inventories/example-federation/returns/* --into centre",
    ),
    Command(
        _SHARE,
        "reconcile",
        "sharing:reconcile",
        "List where records disagree, by those who have to talk, with both sides and what would settle it.",
        "legacymap reconcile inventories/example-federation/docked",
    ),
    Command(
        _DATES,
        "lifecycle",
        "lifecycle:lifecycle",
        "The catalogue of support dates: show, search, and bring up to date.",
    ),
)


def by_task() -> Iterator[tuple[str, tuple[Command, ...]]]:
    """The tasks in the order in which the first command of each stands above, each with its commands."""
    order = list(dict.fromkeys(each.task for each in COMMANDS))
    ordered = sorted(COMMANDS, key=lambda each: order.index(each.task))
    for task, commands in groupby(ordered, key=lambda each: each.task):
        yield task, tuple(commands)
