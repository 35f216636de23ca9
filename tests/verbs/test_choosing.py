from legacymap.analysis.analysis import chosen_rules


def test_no_word_means_every_rule() -> None:
    assert chosen_rules([], []) is None


def test_what_keeps_a_file_from_being_read_is_always_chosen() -> None:
    chosen = chosen_rules(["LM201"], [])
    assert chosen is not None
    assert {"LM201", "LM001", "LM003", "LM004"} <= chosen
    assert "LM202" not in chosen


def test_by_name_it_can_be_left_out() -> None:
    chosen = chosen_rules(["LM201"], ["invalid-yaml"])
    assert chosen is not None
    assert "LM004" not in chosen
