import pytest
from pydantic import ValidationError

from legacymap.domain.system import System
from legacymap.reading.fitting import worded

RECORD = {"id": "a", "name": "A"}


@pytest.mark.parametrize(
    ("value", "said", "hint"),
    [
        (
            {**RECORD, "users": "5"},
            "A mapping was expected here, not one value",
            "Write `users: {count: 5}`.",
        ),
        ({**RECORD, "contracts": ["Acme"]}, "A mapping was expected", "Write `{supplier: …}`; its keys are"),
        ({**RECORD, "contracts": {"supplier": "x"}}, "A list was expected here, not a mapping", "Start each"),
        ({**RECORD, "notes": ["x"]}, "Text was expected here, not a list", "Write one value."),
        ({**RECORD, "used_by": [{"system": "b"}]}, "One value was expected here", "Write one value alone."),
        (
            {**RECORD, "assessment": {"scores": ["5"]}},
            "A mapping was expected here, not a list",
            "Write the criterion, then its level: `scores: {skills: 5}`.",
        ),
        ("id a", "A mapping was expected here", "Write `{id: …}`; its keys are id, name, aliases"),
    ],
)
def test_what_has_the_wrong_shape_is_told_the_right_one(value: object, said: str, hint: str) -> None:
    with pytest.raises(ValidationError) as raised:
        System.model_validate(value)
    wording = worded(raised.value.errors()[0], System)
    assert wording.message.startswith(said)
    assert wording.hint.startswith(hint)
    assert wording.redacted
