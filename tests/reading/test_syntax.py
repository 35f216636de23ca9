import pytest

from legacymap.reading.documents import documents
from legacymap.reading.text import Unreadable


@pytest.mark.parametrize(
    ("text", "place", "said", "hint"),
    [
        ("name: Phase 2: rollout", ": rollout", "second colon", "in quotes"),
        ("owner: @team", "@team", "starts with `@`", "in quotes"),
        ("a: b\n\tc: d", "\tc", "a tab stands", "Indent with spaces"),
        ("name: 'It's'", "s'", "after a closing quote", "It''s"),
        ('name: "open', '"open', "never closed", "closing quote"),
        ("tags: [a, b\n", "[a", "list in brackets is not closed", "`]`"),
        ("costs: {annual_run: 5m\n", "{annual", "mapping in brackets is not closed", "`}`"),
        ("tags: - a", "- a", "on the line of its key", "line of its own"),
        ("a: b\nowner", "owner", "has no colon", "Check"),
        ('path: "C:\\dir"', "dir", "backslash", "single quotes"),
        ("a:\n  b: c\n d: e", "d: e", "a key was expected", "Check the indentation"),
    ],
)
def test_the_usual_slips_are_told_in_plain_english(text: str, place: str, said: str, hint: str) -> None:
    with pytest.raises(Unreadable) as stopped:
        list(documents(text))
    assert stopped.value.message.startswith("The YAML cannot be read: ")
    assert said in stopped.value.message
    assert hint in stopped.value.hint
    assert abs(stopped.value.position - text.rindex(place)) <= 2
