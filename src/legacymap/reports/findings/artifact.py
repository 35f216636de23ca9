"""Where a file is, as SARIF says it."""

from pathlib import PurePosixPath, PureWindowsPath
from typing import NotRequired
from urllib.parse import quote

from typing_extensions import TypedDict

ROOT = "%SRCROOT%"


class ArtifactLocationObject(TypedDict):
    """A percent-encoded URI; relative to the working directory where it has a base."""

    uri: str
    uriBaseId: NotRequired[str]


def artifact_location(file: str) -> ArtifactLocationObject:
    """The location of a file that is named as reports name files."""
    uri = quote(_bytes(file), safe="/")
    if PureWindowsPath(file).drive:
        return {"uri": f"file:///{uri}"}
    if PurePosixPath(file).is_absolute():
        return {"uri": f"file://{uri}"}
    if ".." in PurePosixPath(file).parts:  # a base is left by no path below it
        return {"uri": uri}
    return {"uri": uri, "uriBaseId": ROOT}


def _bytes(file: str) -> bytes:
    """The bytes of a file's name; names that no bytes stand behind have surrogates of another kind."""
    try:
        return file.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return file.encode("utf-8", "surrogatepass")
