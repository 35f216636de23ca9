"""Rules by the words that people choose them with: codes, names, and beginnings of codes."""

import re
from collections.abc import Mapping

from legacymap.domain.nearest import did_you_mean
from legacymap.domain.settings import Weight
from legacymap.rules import RULES, RULES_BY_CODE, RULES_BY_NAME

_BEGINNING = re.compile(r"LM[0-9]{0,2}")
_LIST = "`legacymap rules` lists the rules."


def named(word: str) -> tuple[str, ...]:
    """The codes of the rules that a word means; none when it is no code, name or beginning of a code."""
    wanted = word.strip()
    if wanted in RULES_BY_NAME:
        return (RULES_BY_NAME[wanted].code,)
    code = wanted.upper()
    if code in RULES_BY_CODE:
        return (code,)
    if not _BEGINNING.fullmatch(code):
        return ()
    return tuple(each.code for each in RULES if each.code.startswith(code))


def hint(word: str) -> str:
    """What to write instead of a word that means no rule."""
    wanted = word.strip()
    begun = next(
        (name for name in RULES_BY_NAME if len(wanted) > 3 and name.startswith(wanted.lower())), None
    )
    meant = f"Did you mean `{begun}`?" if begun else did_you_mean(wanted, (*RULES_BY_CODE, *RULES_BY_NAME))
    return meant or _LIST


def by_code(severities: Mapping[str, Weight]) -> dict[str, Weight]:
    """The weight of each rule that is given one; a code or name beats a beginning, a longer one a shorter."""
    weights: dict[str, Weight] = {}
    for word in sorted(severities, key=_exactness):
        weights |= dict.fromkeys(named(word), severities[word])
    return weights


def _exactness(word: str) -> tuple[bool, int]:
    is_beginning = _BEGINNING.fullmatch(word.strip().upper()) is not None
    return not is_beginning, len(word)
