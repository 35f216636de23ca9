"""Words and cells that several sections of a submission share, and the words that a reader may not know."""

from legacymap.domain.dates import financial_year_text
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.plan import Action
from legacymap.domain.results import TotalLosses
from legacymap.domain.scenario import GREEN_BOOK, Discount, OptimismBias, Scenario
from legacymap.domain.submission import Submission
from legacymap.reports.content.plans import Spend
from legacymap.reports.view import Cell, Fact, Facts, Judgement
from legacymap.reports.words import counted

NOT_STATED = Judgement("", "not stated", "caution")
WHAT_SCORES_ARE = (
    "What scores are, and are not: they put systems in an order, so that the worst and the most relied "
    "upon are dealt with first. They do not replace appraisal. The risk removed is an index made of "
    "scores; it is not a benefit in money, so this submission gives no benefit-cost ratio: that would "
    "need benefits in money, which the records do not hold."
)


def stated(value: Cell) -> Cell:
    """The value, or in words that nobody has stated it."""
    return NOT_STATED if value is None or value == "" else value


def span(years: tuple[int, ...]) -> str:
    """The first and last of some years: `2027-28 to 2030-31`."""
    first, last = financial_year_text(years[0]), financial_year_text(years[-1])
    return first if first == last else f"{first} to {last}"


def price_base(scenario: Scenario) -> str:
    """The price base as a financial year; a submission always has one."""
    return financial_year_text(scenario.price_base) if scenario.price_base is not None else "not stated"


def bias_text(bias: OptimismBias) -> str:
    """The shares of optimism bias in words."""
    upper = f", {bias.upper:.0%} as the upper case" if bias.upper is not None else ""
    return f"{bias.rdel:.0%} on resource, {bias.cdel:.0%} on capital{upper}"


def discount_text(discount: Discount) -> str:
    """How later years count less."""
    if discount.rate is not None:
        return f"{float(discount.rate):.3g} a year, as a share"
    return "Green Book schedule (3.5% a year to year 30)" if discount.schedule == GREEN_BOOK else ""


def support_unknown(losses: TotalLosses) -> str:
    """What is not known of support, as a sentence behind what is; nothing where all is known."""
    unknown, silent = losses.unknown, losses.silent
    said = [
        *([f"the end of some support is not known for {counted(unknown, 'system')}"] if unknown else []),
        *([f"{counted(silent, 'system')} list{'s' if silent == 1 else ''} no technology"] if silent else []),
    ]
    return f" There may be more: {listed(said, 'and')}." if said else ""


def states_running_cost(submission: Submission) -> bool:
    """Whether any scored system states what it costs to run; nought is what nobody states, too."""
    return any(each.do_nothing for each in submission.running_costs)


def both_funds(found: Spend) -> str:
    """The resource and capital of some spend."""
    return f"{pounds_text(found.rdel)} of resource (RDEL) and {pounds_text(found.cdel)} of capital (CDEL)"


def work_years(action: Action) -> str:
    """The first and last year of an action's work."""
    return span(tuple(range(action.start, action.complete + 1)))


def in_the_plan(submission: Submission, system: str) -> str:
    """The option and years of what the preferred plan does to a system; empty where it does nothing."""
    found = next((action for action in submission.plan.actions if action.system == system), None)
    return f"{found.option}, {work_years(found)}" if found else ""


def organisation_name(submission: Submission, organisation: str) -> str:
    """The name of an organisation; its id where it states none."""
    return submission.organisations.get(organisation, organisation)


GLOSSARY = (
    ("capital (CDEL)", "Money for things that last, within the department's capital limit."),
    ("committed", "Work that has begun or is contracted, and goes on whatever is decided here."),
    ("criterion", "One of the questions by which the framework judges a system, answered by a level."),
    ("expected red", "Each system counted by its chance of being red: two at 50% count as one."),
    ("likelihood and impact", "How likely a system is to fail, and how bad it would be; together the score."),
    ("legacy", "A system that the framework's own test calls legacy, whether it is red or not."),
    ("net present cost", "What is spent less the running cost that it ends, in present values."),
    ("new money", "What nobody has set aside: not ring-fenced, and not funded in full."),
    ("optimism bias", "A share added to costs, because early estimates turn out too low."),
    ("P(red)", "The chance that a system is red, over all that is not known of it."),
    ("point", "One unit of discounted weighted risk: an index that orders what to do first, not money."),
    (
        "present value",
        "Money of later years counted less, by the Green Book's rates; never money of one year.",
    ),
    ("price base", "The year in whose prices amounts are given."),
    ("red", "Rated at or above the framework's threshold, even if all that is unknown turns out well."),
    ("resource (RDEL)", "Money for running and staff, within the department's resource limit."),
    ("stands on, stops with it", "One system needs another: if the second stops, so does the first."),
    ("underpinning capability", "A system that many others stand on, across bodies or as a platform."),
    ("weighted risk", "Likelihood times the impact of the system and of all that stands on it."),
)


def explained(*words: str) -> Facts:
    """A box with the meanings of some words of the glossary, in their order."""
    meanings = dict(GLOSSARY)
    return Facts(tuple(Fact(word, meanings[word], "prose") for word in words), "Words used here")
