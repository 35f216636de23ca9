from dataclasses import replace

from legacymap.domain.findings import Place
from legacymap.reports.words import Tally, in_order, tally, tally_text
from tests.reports.builders import diagnostic


def test_waived_findings_count_as_waived_only() -> None:
    found = [diagnostic("error"), diagnostic("error", waived=""), diagnostic("warning", waived="agreed")]
    assert tally(found) == Tally(1, 0, 2)


def test_counts_are_a_phrase() -> None:
    assert tally_text(Tally(2, 1, 1)) == "2 errors, 1 warning and 1 waived"
    assert tally_text(Tally(0, 2, 0)) == "2 warnings"
    assert tally_text(Tally(0, 0, 0)) == "no findings"


def test_findings_are_ordered_by_file_line_column_and_code() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 5), Place("a", 9, 4)]
    found = [diagnostic(place=place) for place in places] + [diagnostic(place=places[3], code="LM101")]
    ordered = [(one.place.file, one.place.line, one.place.column, one.code) for one in in_order(found)]
    assert ordered == sorted(ordered)
    assert ordered[0] == ("a", 9, 4, "LM101")


def test_what_a_baseline_knows_counts_apart_and_a_waiver_comes_first() -> None:
    known = replace(diagnostic(), known=True)
    assert tally((diagnostic(), known, replace(known, waived="agreed"))) == Tally(1, 0, 1, 1)
