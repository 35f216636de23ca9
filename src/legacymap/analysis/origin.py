"""Where this copy of legacymap came from, as its own metadata record it (PEP 610)."""

import json
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from urllib.parse import urlsplit

NAME = "legacymap"
_UNSAFE = re.compile(r"[^A-Za-z0-9._~:/@+%-]")
_REACHABLE = frozenset({"https", "ssh"})


def recorded_requirement() -> str | None:
    """What others can install this copy from: its address with the commit or the hash.

    None where the metadata record none that others can reach: an index, a local file, a working copy.
    """
    try:
        text = distribution(NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    if not text:
        return None
    try:
        record = json.loads(text)
    except ValueError:
        return None
    return requirement(record) if isinstance(record, dict) else None


def requirement(record: Mapping[str, object]) -> str | None:
    """The requirement that a record of PEP 610 amounts to; None where others cannot reach it.

    Nor where it may change: without a commit or a hash.
    """
    url = record.get("url")
    if not isinstance(url, str) or not _is_reachable(url):
        return None
    folder = record.get("subdirectory")
    inside = f"&subdirectory={folder}" if isinstance(folder, str) and folder.isprintable() else ""
    match record:
        case {"vcs_info": {"vcs": str(vcs), "commit_id": str(commit)}} if vcs.isalnum() and commit.isalnum():
            tail = f"#{inside.removeprefix('&')}" if inside else ""
            return f"{NAME} @ {vcs}+{url}@{commit}{tail}"
        case {"archive_info": {"hashes": {"sha256": str(digest)}}} if digest.isalnum():
            return f"{NAME} @ {url}#sha256={digest}{inside}"
        case {"archive_info": {"hash": str(stated)}} if stated.startswith("sha256=") and stated[7:].isalnum():
            return f"{NAME} @ {url}#{stated}{inside}"
    return None


def _is_reachable(url: str) -> bool:
    """Whether others can use an address: on no machine of one's own, with nobody's name or password in it."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    is_own = not host or host == "localhost" or host.startswith("127.")
    is_named = parts.password is not None or (parts.scheme == "https" and parts.username is not None)
    is_plain = url.isprintable() and not _UNSAFE.search(url)
    return parts.scheme in _REACHABLE and is_plain and not is_own and not is_named
