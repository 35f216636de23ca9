"""Where this user's programs keep what can be fetched again."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from legacymap.domain.errors import RequestError


def cached_lifecycle() -> Path:
    """The lifecycle file in the user's cache; makes the folder, or raises RequestError."""
    try:
        folder = cache_folder(os.environ, sys.platform, Path.home())
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        message = f"There is no folder for cached files: {why}."
        raise RequestError(message, "`-o FILE` names the file to write.") from None
    return folder / "lifecycle.yaml"


def cache_folder(environment: Mapping[str, str], platform: str, home: Path) -> Path:
    """The cache: below XDG_CACHE_HOME where that is an absolute path, else where the platform has it."""
    stated = Path(environment.get("XDG_CACHE_HOME", ""))
    if stated.is_absolute():
        return stated / "legacymap"
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "legacymap" / "Cache"
    if platform == "darwin":
        return home / "Library" / "Caches" / "legacymap"
    return home / ".cache" / "legacymap"
