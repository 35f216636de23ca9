"""The words of a submission that a reader may not know, explained where they first stand and at its end."""

from legacymap.reports.view import Fact, Facts

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
