"""The rules by the words that people choose them with: codes, names, and beginnings of codes."""

import re
from collections.abc import Iterable, Iterator, Mapping

from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Fault, RulePage
from legacymap.domain.nearest import did_you_mean
from legacymap.domain.settings import Weight

_BEGINNING = re.compile(r"LM[0-9]{0,2}")
_LIST = "`legacymap rules` lists the rules."


class Rulebook:
    """Every rule's page, found by name, code or the words of people."""

    def __init__(self, pages: Iterable[RulePage]) -> None:
        self.pages = tuple(pages)
        self.by_name: Mapping[str, RulePage] = {each.name: each for each in self.pages}
        self.by_code: Mapping[str, RulePage] = {each.code: each for each in self.pages}

    def __iter__(self) -> Iterator[RulePage]:
        return iter(self.pages)

    def page(self, word: str) -> RulePage | None:
        """The page of the rule of this code or name."""
        return self.by_code.get(word.strip().upper()) or self.by_name.get(word.strip().lower())

    def named(self, word: str) -> RulePage:
        """The same of a word that was asked for; RequestError when it names no rule, with the nearest."""
        page = self.page(word)
        if page is None:
            raise RequestError(f"There is no rule `{word}`.", self.hint(word))
        return page

    def code(self, fault: Fault) -> str:
        """The code of the rule that a fault breaks."""
        return self.by_name[fault.rule].code

    def weight(self, fault: Fault, weights: Mapping[str, Weight]) -> Weight:
        """What a fault weighs: what settings say of its rule by code or name, else what the rule says."""
        rule = self.by_name[fault.rule]
        own: Weight = "error" if rule.severity == "error" else "warning"  # no fault of an inventory is a note
        return weights.get(rule.code) or weights.get(rule.name) or own

    def codes(self, word: str) -> tuple[str, ...]:
        """The codes of the rules that a word means; none when it is no code, name or beginning of a code."""
        wanted = word.strip()
        if wanted in self.by_name:
            return (self.by_name[wanted].code,)
        code = wanted.upper()
        if code in self.by_code:
            return (code,)
        if not _BEGINNING.fullmatch(code):
            return ()
        return tuple(each.code for each in self.pages if each.code.startswith(code))

    def hint(self, word: str) -> str:
        """What to write instead of a word that means no rule."""
        wanted = word.strip()
        begun = next(
            (name for name in self.by_name if len(wanted) > 3 and name.startswith(wanted.lower())), None
        )
        meant = f"Did you mean `{begun}`?" if begun else did_you_mean(wanted, (*self.by_code, *self.by_name))
        return meant or _LIST

    def weights(self, severities: Mapping[str, Weight]) -> dict[str, Weight]:
        """The weight of each rule that is given one: code or name beats beginning, longer beats shorter."""
        found: dict[str, Weight] = {}
        for word in sorted(severities, key=_exactness):
            found |= dict.fromkeys(self.codes(word), severities[word])
        return found


def _exactness(word: str) -> tuple[bool, int]:
    is_beginning = _BEGINNING.fullmatch(word.strip().upper()) is not None
    return not is_beginning, len(word)
