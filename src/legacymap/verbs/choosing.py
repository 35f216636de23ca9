"""Which rules a run is about."""

from collections.abc import Iterable

from legacymap.domain.errors import RequestError
from legacymap.rules import RULES_BY_CODE, RULES_BY_NAME
from legacymap.rules.choosing import hint, named

_UNREAD = (
    "unreadable-file", "file-too-large", "not-utf-8", "invalid-yaml", "nested-too-deep", "document-too-large",
    "recursive-alias", "link-leaves-folder",
)  # fmt: skip


def chosen_rules(select: Iterable[str], ignore: Iterable[str]) -> frozenset[str] | None:
    """The codes of the rules that `select` names, all when it is empty, without those that `ignore` names.

    Each text may hold several words between commas: codes, names, or beginnings of codes such as `LM4`. None
    means every rule; raises RequestError for a word that means none. What keeps a file from being read is
    left out only by name: nothing found in a file that nobody read would be no good news.
    """
    wanted, unwanted = _codes(select), _codes(ignore)
    if not wanted and not unwanted:
        return None
    unread = {RULES_BY_NAME[name].code for name in _UNREAD}
    return frozenset((wanted | unread if wanted else RULES_BY_CODE.keys()) - unwanted)


def _codes(texts: Iterable[str]) -> set[str]:
    codes: set[str] = set()
    for word in (word.strip() for text in texts for word in text.split(",")):
        meant = named(word)
        if word and not meant:
            raise RequestError(f"There is no rule `{word}`.", hint(word))
        codes.update(meant)
    return codes
