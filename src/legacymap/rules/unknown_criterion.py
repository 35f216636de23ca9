"""A score names a criterion that the framework does not have.

Why: The score counts for nothing, and the criterion that was meant stays
unknown.

Mend: Name the criterion by its name or its code.

Wrong:

    assessment:
      scores: {vendor_contracts: 4}

Right:

    assessment:
      scores: {vendor_contract: 4}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import written
from legacymap.domain.nearest import did_you_mean, listed, nearest
from legacymap.rules.context import Context

CODE = "LM116"
SEVERITY: Severity = "error"


def check(context: Context) -> Iterator[Fault]:
    """Every key of an assessment or of an option's `after` that is neither name nor code of a criterion."""
    framework = context.framework
    for record, above, misfit in context.misfits:
        if misfit.kind != "unknown-criterion":
            continue
        path = (*above, misfit.key)
        yield Fault(
            "unknown-criterion",
            f"`{misfit.key[:60]}` is not a criterion of `{framework.framework}`",
            record.at(*path, on_key=True),
            _by_title(misfit.key, framework)
            or did_you_mean(misfit.key, framework.by_word)
            or _all(framework),
            record.id,
            written(path, record.invalid),
        )


def _by_title(key: str, framework: Framework) -> str:
    """The name of the criterion whose title or question a key is, however it is spelt."""
    word = _plain(key)
    for _, criterion in framework.criteria:
        if word in map(_plain, (criterion.id, criterion.code, criterion.name, criterion.question)):
            return f"Write `{criterion.id}`."
    titles = {criterion.name: criterion.id for _, criterion in framework.criteria}
    near = nearest(key, titles)
    return f"Did you mean `{titles[near]}`?" if near else ""


def _plain(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


def _all(framework: Framework) -> str:
    criteria = [f"{criterion.id} ({criterion.code})" for _, criterion in framework.criteria]
    return f"Its criteria are {listed(criteria, 'and')}."
