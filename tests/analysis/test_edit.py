"""What this copy came from, as PEP 610 records it."""

import pytest

from legacymap.analysis.edit import requirement

URL = "https://git.example.org/tools/legacymap"


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"url": URL, "vcs_info": {"vcs": "git", "commit_id": "0ab"}}, f"legacymap @ git+{URL}@0ab"),
        (
            {"url": f"{URL}.whl", "archive_info": {"hashes": {"sha256": "0ab"}}},
            f"legacymap @ {URL}.whl#sha256=0ab",
        ),
        ({"url": f"{URL}.whl", "archive_info": {"hash": "sha256=0ab"}}, f"legacymap @ {URL}.whl#sha256=0ab"),
        (
            {"url": URL, "vcs_info": {"vcs": "git", "commit_id": "0ab"}, "subdirectory": "py"},
            f"legacymap @ git+{URL}@0ab#subdirectory=py",
        ),
        ({"url": f"{URL}.whl", "archive_info": {}}, None),
        ({"url": "file:///home/me/legacymap", "dir_info": {"editable": True}}, None),
        ({"url": "file:///x.whl", "archive_info": {"hashes": {"sha256": "0ab"}}}, None),
        ({"url": "https://me:secret@x.org/y", "vcs_info": {"vcs": "git", "commit_id": "0ab"}}, None),
        ({"url": "https://localhost/y", "vcs_info": {"vcs": "git", "commit_id": "0ab"}}, None),
        ({"url": "https://[", "vcs_info": {"vcs": "git", "commit_id": "0ab"}}, None),
        ({}, None),
    ],
)
def test_only_what_others_can_reach_and_cannot_change_is_a_source(
    record: dict[str, object], said: str | None
) -> None:
    assert requirement(record) == said
