import re

import pytest

from legacymap.domain.pattern import pattern


def test_it_finds_what_a_compiled_pattern_finds() -> None:
    ours, theirs = (
        pattern(r"(?P<word>[a-z]+)-?", re.IGNORECASE),
        re.compile(r"(?P<word>[a-z]+)-?", re.IGNORECASE),
    )
    assert ours.sub(r"<\g<word>>", "ab-Cd") == theirs.sub(r"<\g<word>>", "ab-Cd")
    assert [each.span() for each in ours.finditer("ab-Cd")] == [
        each.span() for each in theirs.finditer("ab-Cd")
    ]
    assert (ours.pattern, ours.flags) == (theirs.pattern, theirs.flags)


def test_it_is_compiled_when_it_is_first_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile

    def noted(text: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(text)
        return real(text, flags)

    monkeypatch.setattr(re, "compile", noted)
    ours = pattern("x+")
    assert compiled == []
    assert ours.fullmatch("xx")
    assert ours.fullmatch("xxx")
    assert compiled == ["x+"]
