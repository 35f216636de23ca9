"""A list or mapping of a YAML document while it is being built."""

from legacymap.reading.parser import Event


class Frame:
    """An open list (where `mapping` is None) or mapping.

    `key` is the key that waits for its value, `at` the event that gave it, `step` the last key that got one;
    `drops` says that the waiting key cannot be kept. `merges` are the `<<` of the mapping, with their values.
    """

    __slots__ = (
        "anchor", "at", "drops", "items", "key", "mapping", "marks", "merges", "nodes_before", "step",
    )  # fmt: skip

    def __init__(
        self, mapping: dict[str, object] | None, nodes_before: int = 0, anchor: str | None = None
    ) -> None:
        self.mapping = mapping
        self.items: list[object] = []
        self.marks: list[int] = []
        self.key: str | None = None
        self.at: Event | None = None
        self.step = ""
        self.drops = False
        self.merges: list[tuple[Event, object]] | None = None
        self.nodes_before = nodes_before
        self.anchor = anchor

    def mark(self, at: Event, event: Event) -> None:
        """Notes where a key and its value stand."""
        self.marks += (at.start_mark.index, at.end_mark.index, event.start_mark.index, event.end_mark.index)

    @property
    def current(self) -> str | int:
        """The last step that was given a value: a key, or an index."""
        return len(self.items) - 1 if self.mapping is None else self.step

    @property
    def coming(self) -> str | int:
        """The step that the next value will have."""
        return len(self.items) if self.mapping is None else self.key or ""
