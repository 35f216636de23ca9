from xml.etree import ElementTree as ET

from hypothesis import given

from legacymap.domain.results import Validation
from legacymap.reports.findings.junit import findings_junit
from tests.reports.findings.listed import many, sample, validations
from tests.reports.texts import is_harmless


def parsed(validation: Validation) -> ET.Element:
    return ET.fromstring(findings_junit(validation))  # noqa: S314 - our own text


def counts(element: ET.Element) -> tuple[int, int, int]:
    tests, failures, skipped = (int(element.get(name, "")) for name in ("tests", "failures", "skipped"))
    return tests, failures, skipped


@given(validations)
def test_whatever_is_found_it_is_xml_and_its_counts_are_right(validation: Validation) -> None:
    root = parsed(validation)
    suites = root.findall("testsuite")
    assert is_harmless(findings_junit(validation))
    assert {suite.get("name") for suite in suites} >= {"a.yaml", "b/c d.yaml"}
    for suite in [*suites, root]:
        cases = len(list(suite.iter("testcase")))
        failures, skipped = len(list(suite.iter("failure"))), len(list(suite.iter("skipped")))
        assert counts(suite) == (cases, failures, skipped)
    failing = [each for each in validation.diagnostics if each.counts]
    assert int(root.get("failures", "")) == len(failing)
    assert root.get("errors") == "0"


@given(validations)
def test_nothing_that_xml_does_not_know_is_written(validation: Validation) -> None:
    assert not set(findings_junit(validation)) & {"\ufffe", "\uffff", "\x00", "\x0b"}


def test_a_file_without_a_finding_passes() -> None:
    [suite] = [each for each in parsed(sample()).iter("testsuite") if each.get("name") == "clean.yaml"]
    assert counts(suite) == (1, 0, 0)
    assert [case.get("name") for case in suite] == ["no findings"]
    assert not list(suite[0])


def test_what_does_not_fail_the_run_is_no_failure() -> None:
    assert counts(parsed(sample())) == (5, 1, 2)
    skipped = [each.get("message") for each in parsed(sample()).iter("skipped")]
    assert skipped == ["Waived: Under renegotiation", "Known from the baseline"]
    assert len(list(parsed(sample()).iter("system-out"))) == 1


def test_a_strict_run_fails_on_warnings() -> None:
    relaxed = many(1, 2)
    strict = Validation(1, 1, relaxed.diagnostics, strict=True)
    assert (counts(parsed(relaxed))[1], counts(parsed(strict))[1]) == (1, 3)


def test_names_of_cases_are_unique_and_hold_no_line() -> None:
    names = [case.get("name") or "" for case in parsed(sample()).iter("testcase")]
    assert len(set(names)) == len(names)
    assert "LM201 dangling-dependency dwp/searchlight 0f0f0f0f" in names
