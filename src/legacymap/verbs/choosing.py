"""Which rules a run is about."""

from collections.abc import Iterable

from legacymap.domain.errors import RequestError
from legacymap.rules import RULES_BY_CODE
from legacymap.rules.choosing import hint, named


def chosen_rules(select: Iterable[str], ignore: Iterable[str]) -> frozenset[str] | None:
    """The codes of the rules that `select` names, all when it is empty, without those that `ignore` names.

    Each text may hold several words between commas: codes, names, or beginnings of codes such as `LM4`. None
    means every rule; raises RequestError for a word that means none.
    """
    wanted, unwanted = _codes(select), _codes(ignore)
    if not wanted and not unwanted:
        return None
    return frozenset((wanted or RULES_BY_CODE.keys()) - unwanted)


def _codes(texts: Iterable[str]) -> set[str]:
    codes: set[str] = set()
    for word in (word.strip() for text in texts for word in text.split(",")):
        meant = named(word)
        if word and not meant:
            raise RequestError(f"There is no rule `{word}`.", hint(word))
        codes.update(meant)
    return codes
