"""The compiled catalogue: `python -m tests.catalogue` writes it anew from the YAML files of the package."""

from legacymap.domain.catalogue import Catalogue
from legacymap.lifecycle.catalogue import COMPILED, compiled, shipped_files
from legacymap.reading.single import read_single


def sources() -> list[Catalogue]:
    """What the YAML files hold, each without fault."""
    read = [read_single(path, "lifecycle", Catalogue) for path in shipped_files()]
    assert [fault.message for each in read for fault in each.faults] == []
    return [each.model for each in read if each.model is not None]


if __name__ == "__main__":
    COMPILED.write_text(compiled(sources()), encoding="utf-8")
