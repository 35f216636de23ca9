"""Which kinds of source there are: each tool has a file of its own."""

from importlib.util import find_spec

from legacymap.exchange.sources.kinds import KINDS

# Tables are read by `exchange/tables.py`, answers by `exchange/answers.py`.
NO_TOOLS = {"table", "answers"}


def test_every_tool_that_is_recognised_has_its_file() -> None:
    tools = set(KINDS) - NO_TOOLS
    assert {tool for tool in tools if find_spec(f"legacymap.exchange.sources.{tool}") is None} == set()
    assert len(tools) == len(KINDS) - len(NO_TOOLS) == 5
