"""Findings for the tests of formats that other programs read."""

from dataclasses import replace

from hypothesis import strategies as st

from legacymap.domain.findings import Diagnostic, Place, RulePage
from legacymap.domain.results import Validation
from tests.reports.builders import PROVENANCE, diagnostic
from tests.reports.texts import texts

PAGE = (
    "A reference leads nowhere.\n\nWhy: Nobody can\nfollow it.\n\nMend: Correct it.\n\nWrong:\n\n    {id: a}"
)
RULES = (RulePage("LM201", "dangling-dependency", "error", PAGE),)
_PLACES = st.builds(
    lambda file, line, column, more: Place(file, line, column, line + more, column + 3),
    st.one_of(st.sampled_from(["a.yaml", "b/c d.yaml"]), texts.filter(bool)),
    st.integers(1, 9),
    st.integers(1, 9),
    st.integers(0, 1),
)


def hostile(place: Place, text: str, other: str, waived: str | None) -> Diagnostic:
    """A finding in which everything that an inventory can say is hostile."""
    found = diagnostic(place=place, message=text, waived=waived, related=((place, other),))
    return replace(found, hint=other, redacted=text, redacted_hint=other, system=text)


findings = st.builds(hostile, _PLACES, texts, texts, st.one_of(st.none(), texts))
validations = st.builds(
    lambda found, strict, compared: Validation(
        2, 3, tuple(found), "official", PROVENANCE, RULES, ("a.yaml", "b/c d.yaml"), compared, strict
    ),
    st.lists(findings, max_size=4),
    st.booleans(),
    st.booleans(),
)


def sample() -> Validation:
    """An error, a warning, a waived and a known finding, and a file without any."""
    place = Place("a b.yaml", 3, 5, 3, 9)
    found = (
        diagnostic(place=place, message="It is {0} [here](x)", related=((Place("c.yaml", 1), "there"),)),
        replace(diagnostic("warning", place=Place("a b.yaml", 4)), fingerprint="1e" * 8),
        replace(diagnostic(waived="Under renegotiation"), fingerprint="2d" * 8),
        replace(diagnostic(), fingerprint="3c" * 8, known=True),
    )
    return Validation(
        files=3,
        systems=4,
        diagnostics=found,
        provenance=PROVENANCE,
        rules=RULES,
        names=("a b.yaml", "clean.yaml", "inventory/dwp.yaml"),
        against_baseline=True,
    )


def many(errors: int, warnings: int) -> Validation:
    """So many errors and warnings, each on a line of its own."""
    kinds = [("error", number) for number in range(errors)] + [("warning", n) for n in range(warnings)]
    found = tuple(
        replace(
            diagnostic("error" if kind == "error" else "warning", Place("a.yaml", line + 1)),
            fingerprint=f"{kind}{line}",
        )
        for kind, line in kinds
    )
    return Validation(1, 1, found, rules=RULES, names=("a.yaml",))
