from legacymap.analysis.analysis import chosen_rules


def test_no_word_means_every_rule() -> None:
    assert chosen_rules([], []) is None


def test_what_keeps_a_file_from_being_read_is_always_chosen() -> None:
    chosen = chosen_rules(["LM201"], [])
    assert chosen is not None
    assert {"LM201", "LM001", "LM003", "LM004"} <= chosen
    assert "LM202" not in chosen


def test_no_choice_hides_that_a_file_cannot_be_read() -> None:
    for ignored in ("invalid-yaml", "LM004", "LM0", "LM"):
        chosen = chosen_rules(["LM201"], [ignored])
        assert chosen is not None
        assert chosen >= {"LM001", "LM002", "LM003", "LM004", "LM008", "LM009"}


def test_what_was_left_aside_is_chosen_unless_it_is_ignored() -> None:
    chosen, without = chosen_rules(["LM201"], []), chosen_rules(["LM201"], ["LM005"])
    assert chosen is not None
    assert without is not None
    assert chosen - without == {"LM005"}
