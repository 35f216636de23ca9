from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.findings import Place
from legacymap.domain.results import Incomplete, Validation
from legacymap.reports.findings.text import excerpt, findings_text
from legacymap.reports.terminal import cells
from legacymap.reports.view import Screen
from tests.reports.builders import diagnostic
from tests.reports.texts import is_harmless, texts

_LINE = "  - system: home-office/pnx  # see \tregister"


def source_line(place: Place) -> str | None:
    return _LINE if place.file.endswith(".yaml") else None


def test_a_finding_shows_place_rule_line_caret_and_hint() -> None:
    assert findings_text(Validation(1, 1, (diagnostic(),)), source_line, Screen(80)) == (
        "inventory/dwp.yaml:12:13: error LM201 dangling-dependency: "
        "`home-office/pnx` is not in the inventory\n"
        "   |\n"
        "12 |   - system: home-office/pnx  # see     register\n"
        "   |             ^^^^^^^^^^^^^^^\n"
        "   = hint: Did you mean `home-office/pnc`?\n"
        "\n"
        "1 error in 1 file, 1 system\n"
    )


def test_a_place_without_a_line_has_no_excerpt() -> None:
    text = findings_text(Validation(1, 0, (diagnostic(place=Place("x.bin")),)), source_line, Screen())
    assert text.splitlines()[1] == "  = hint: Did you mean `home-office/pnc`?"


def test_related_places_and_waivers_are_said() -> None:
    found = diagnostic(waived="Under renegotiation", related=((Place("a.yaml", 3, 1), "first given here"),))
    text = findings_text(Validation(1, 1, (found,)), source_line, Screen())
    assert "   = see: a.yaml:3:1 first given here\n   = waived: Under renegotiation\n" in text
    assert text.endswith("\n\n1 waived in 1 file, 1 system\n")


def test_nothing_found_is_said_with_how_much_was_read() -> None:
    assert findings_text(Validation(12, 40, ()), source_line, Screen()) == (
        "No findings in 12 files, 40 systems\n"
    )


def test_the_closing_line_counts() -> None:
    found = (diagnostic(), diagnostic(), diagnostic("warning"), diagnostic(waived="agreed"))
    text = findings_text(Validation(12, 40, found), source_line, Screen())
    assert text.endswith("\n2 errors, 1 warning and 1 waived in 12 files, 40 systems\n")


def test_a_file_that_was_not_read_never_looks_clean() -> None:
    lacking = Incomplete(records=1, files=("b.yaml",))
    text = findings_text(Validation(12, 40, (), incomplete=lacking), source_line, Screen())
    assert text == "No findings in 12 files, 40 systems; 1 file could not be read whole\n"
    told = Validation(12, 40, (diagnostic(place=Place("b.yaml")),), incomplete=lacking)
    assert findings_text(told, source_line, Screen()).endswith("\n1 error in 12 files, 40 systems\n")


def test_findings_are_sorted() -> None:
    found = (diagnostic(place=Place("b.yaml")), diagnostic(place=Place("a.yaml", 2)))
    text = findings_text(Validation(2, 2, found), source_line, Screen())
    assert text.index("a.yaml:2") < text.index("b.yaml:1")


def test_colour_only_adds_to_the_words() -> None:
    found = Validation(1, 1, (diagnostic(), diagnostic("warning"), diagnostic(waived="agreed")))
    coloured = findings_text(found, source_line, Screen(80, colour=True))
    assert "\x1b[1;31merror\x1b[0m" in coloured
    for code in ("1;31", "33", "2", "0"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == findings_text(found, source_line, Screen(80))


@given(texts)
def test_nothing_hostile_reaches_the_terminal(text: str) -> None:
    related = ((Place(text, 3, 1), text),)
    found = diagnostic(message=text, waived=text, related=related, place=Place(text, 1, 3, 1, 9))
    assert is_harmless(findings_text(Validation(1, 1, (found,)), lambda _: text, Screen()))


def at(column: int, end: int, end_line: int = 1) -> Place:
    return Place("a.yaml", 1, column, end_line, end)


def test_carets_stand_under_the_place() -> None:
    assert excerpt("- system: pnx", at(11, 14), 60) == ("- system: pnx", "          ^^^")


def test_tabs_and_wide_characters_move_the_carets() -> None:
    assert excerpt("\t法: x", at(5, 6), 60) == ("    法: x", "        ^")


def test_a_place_of_several_lines_is_marked_to_the_end_of_the_first() -> None:
    assert excerpt("costs: {", at(8, 3, end_line=4), 60)[1] == "       ^"


def test_a_place_behind_the_end_has_one_caret() -> None:
    assert excerpt("name:", at(6, 6), 60) == ("name:", "     ^")


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "a" * 100 + "here" + "b" * 100
    shown, carets = excerpt(line, at(101, 105), 40)
    assert shown[carets.index("^") : carets.index("^") + 4] == "here"
    assert shown.startswith("…")
    assert shown.endswith("…")


@given(texts, st.integers(1, 50), st.integers(0, 30), st.integers(20, 60))
def test_an_excerpt_fits_and_is_harmless(line: str, column: int, length: int, width: int) -> None:
    shown, carets = excerpt(line, at(column, column + length), width)
    assert cells(shown) <= width
    assert len(carets) <= width
    assert "^" in carets
    assert is_harmless(shown)
    assert "\n" not in shown
