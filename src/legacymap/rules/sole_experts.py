"""Whether a text says that one person is all who know a system: plain wordings only."""

import re

_PERSON = (
    "(?:person|individual|developer|engineer|programmer|contractor|administrator|employee|colleague|analyst|expert"
    "|specialist|maintainer|consultant|member of staff|staff member|civil servant)"
)
_TRADE = "(?:developer|engineer|programmer|contractor|maintainer|expert|specialist)"
_OF_WHAT_KIND = "(?:(?:remaining|retired|external|part-time|freelance|COBOL) ){0,2}"
_A_LONE = f"(?:just |only )?(?:one|a single|a retired) {_OF_WHAT_KIND}"
_WORDINGS = (
    rf"only one {_OF_WHAT_KIND}{_PERSON}",
    rf"(?:sole|lone|single|last|only) {_OF_WHAT_KIND}{_TRADE}",
    rf"(?:known|understood|supported|maintained|kept running) (?:only )?(?:by|to) {_A_LONE}{_PERSON}",
    rf"(?:depends?|relies|rely|reliant|dependent) (?:only )?(?:up)?on {_A_LONE}{_PERSON}",
    "key[- ]person (?:risk|dependency|dependence|dependencies)",
    "single[- ]person (?:risk|dependency|dependence)",
    "single point of knowledge",
)
_NOT_OF_PEOPLE = "(?! (?:account|company|firm|group|licence|platform|portal|release|supplier|team|tool|unit))"
_SOLE = re.compile(
    rf"(?<![\w-])(?:{'|'.join(_WORDINGS)})\b{_NOT_OF_PEOPLE}".replace(" ", r"\s+"), re.IGNORECASE
)
# What turns a wording round when it stands before it in the same clause: no longer only one developer.
_CLAUSE = 80
_DENIED = re.compile(
    r"\b(?:no|not|never|without|nor|avoids?|removed|ended|more\s+than)\b[^.;:,]{0,40}$", re.IGNORECASE
)


def names_a_sole_expert(text: str) -> bool:
    """Whether the text says, and does not deny, that one person alone knows or runs a system."""
    starts = [found.start() for found in _SOLE.finditer(text)]
    return any(not _DENIED.search(text[max(0, start - _CLAUSE) : start]) for start in starts)
