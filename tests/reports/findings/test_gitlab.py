import json

from hypothesis import given

from legacymap.domain.results import Validation
from legacymap.reports.findings.gitlab import findings_gitlab
from tests.reports.findings.listed import sample, validations
from tests.reports.texts import is_harmless


@given(validations)
def test_whatever_is_found_the_report_has_what_gitlab_asks_for(validation: Validation) -> None:
    text = findings_gitlab(validation)
    issues = json.loads(text)
    assert is_harmless(text)
    assert len(issues) == len(validation.diagnostics)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert issue["description"]


def test_severities_follow_what_counts() -> None:
    issues = json.loads(findings_gitlab(sample()))
    assert [issue["severity"] for issue in issues] == ["major", "minor", "info", "info"]
    assert issues[2]["description"].endswith(" Waived: Under renegotiation")
    assert issues[0] == {
        "description": "dwp/searchlight: It is {0} [here](x). Did you mean `home-office/pnc`?",
        "check_name": "LM201 dangling-dependency",
        "fingerprint": "0f" * 8,
        "severity": "major",
        "location": {"path": "a b.yaml", "lines": {"begin": 3}},
    }


def test_nothing_found_is_an_empty_list() -> None:
    assert findings_gitlab(Validation(1, 1, ())) == "[]\n"
