"""One comment of a pull or merge request, kept up to date: made, changed, or taken away again.

The forge, the request and the token are what the job's environment says. Redirects are not followed, so that
the token goes to nobody else, and no message shows it.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from legacymap import __version__
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass

_SECONDS = 20
_LARGEST = 16 * 1024 * 1024  # bytes of one answer
_PAGE = 100
_MOST_PAGES = 50
_NUMBER = re.compile(r"refs/pull/([0-9]{1,12})/")
_HINT = (
    "`--comment` is for jobs: GitHub Actions sets GITHUB_REPOSITORY, and GITHUB_TOKEN where the job hands it "
    "on; GitLab sets CI_PROJECT_ID, and LEGACYMAP_GITLAB_TOKEN is a variable of the project's."
)


class ForgeError(Exception):
    """The forge did not do what was asked: why, as the rest of a sentence."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The comments of one request: where they are, how one of them is changed, and what says who we are."""

    comments: str
    one: str
    method: str
    headers: Mapping[str, str]


def conversation() -> Conversation | None:
    """Where the job's pull or merge request is commented; None where the job is not for one.

    Raises RequestError where there is no forge, or no token to comment with.
    """
    if os.environ.get("GITHUB_REPOSITORY"):
        return _of_github()
    if os.environ.get("CI_PROJECT_ID"):
        return _of_gitlab()
    raise RequestError("There is no forge to comment on: this is no job of one.", _HINT)


def keep_comment(place: Conversation, marker: str, text: str | None) -> str:
    """Has exactly one comment that starts with the marker say the text, or none for no text; what was done.

    Raises ForgeError where the forge refuses.
    """
    own = [each for each in _comments(place) if str(each.get("body", "")).lstrip().startswith(marker)]
    kept = own[:1] if text is not None else []
    for each in own[len(kept) :]:
        _asked(place, "DELETE", _address(place, each))
    if text is None:
        return "removed the comment" if own else "left no comment"
    if not kept:
        _asked(place, "POST", place.comments, {"body": text})
        return "made the comment"
    if str(kept[0].get("body", "")).strip() == text.strip():
        return "left the comment as it is"
    _asked(place, place.method, _address(place, kept[0]), {"body": text})
    return "changed the comment"


def _of_github() -> Conversation | None:
    number = _pull_request()
    if number is None:
        return None
    token = _token("GITHUB_TOKEN", "pass it on as `env: {GITHUB_TOKEN: ${{ github.token }}}`")
    api = _api(os.environ.get("GITHUB_API_URL") or "https://api.github.com")
    repository = quote(os.environ["GITHUB_REPOSITORY"], safe="/")
    issues = f"{api}/repos/{repository}/issues"
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {token}",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    return Conversation(f"{issues}/{number}/comments", f"{issues}/comments", "PATCH", headers)


def _pull_request() -> int | None:
    """The number of the pull request that the job is for, by its event or else by its ref."""
    try:
        with open(os.environ.get("GITHUB_EVENT_PATH") or os.devnull, encoding="utf-8") as file:  # noqa: PTH123 - a name of any kind
            event = json.loads(file.read(_LARGEST) or "{}")
        number = event.get("pull_request", {}).get("number")
    except (OSError, ValueError, AttributeError, RecursionError):
        number = None
    if isinstance(number, int) and not isinstance(number, bool) and number > 0:
        return number
    found = _NUMBER.match(os.environ.get("GITHUB_REF", ""))
    return int(found[1]) if found else None


def _of_gitlab() -> Conversation | None:
    number = os.environ.get("CI_MERGE_REQUEST_IID", "")
    if not number.isdigit():
        return None
    token = _token(
        "LEGACYMAP_GITLAB_TOKEN", "make it a masked variable: a project token with the scope `api`"
    )
    api = _api(os.environ.get("CI_API_V4_URL") or "https://gitlab.com/api/v4")
    project = quote(os.environ["CI_PROJECT_ID"], safe="")
    notes = f"{api}/projects/{project}/merge_requests/{number}/notes"
    return Conversation(notes, notes, "PUT", {"PRIVATE-TOKEN": token})


def _token(name: str, hint: str) -> str:
    token = os.environ.get(name, "")
    if not token:
        raise RequestError(f"There is no token to comment with: {name} is not set.", f"In the job, {hint}.")
    if not token.isascii() or not token.isprintable():
        raise RequestError(f"{name} is no token: it holds what no header may.", f"In the job, {hint}.")
    return token


def _api(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise RequestError(
            "The address of the forge's API is none.", "GITHUB_API_URL or CI_API_V4_URL names it."
        )
    return address.rstrip("/")


def _comments(place: Conversation) -> Iterator[Mapping[str, object]]:
    for page in range(1, _MOST_PAGES + 1):
        found = _asked(place, "GET", f"{place.comments}?per_page={_PAGE}&page={page}")
        if not isinstance(found, list):
            message = "answered with something else than comments"
            raise ForgeError(message)
        yield from (each for each in found if isinstance(each, dict) and not each.get("system"))
        if len(found) < _PAGE:
            return


def _address(place: Conversation, comment: Mapping[str, object]) -> str:
    number = comment.get("id")
    if not isinstance(number, int):
        message = "answered with a comment that has no number"
        raise ForgeError(message)
    return f"{place.one}/{number}"


def _asked(place: Conversation, method: str, address: str, body: Mapping[str, str] | None = None) -> object:
    data = json.dumps(body).encode() if body is not None else None
    headers = {**place.headers, "User-Agent": f"legacymap/{__version__}"}
    headers |= {"Content-Type": "application/json"} if data is not None else {}
    request = Request(address, data=data, headers=headers, method=method)  # noqa: S310 - http or https, as checked
    try:
        with _opener().open(request, timeout=_SECONDS) as answer:
            content = answer.read(_LARGEST)
        return json.loads(content) if content.strip() else None
    except HTTPError as error:
        error.close()
        message = f"answered {error.code} to {method}{_WHY.get(error.code, '')}"
    except (URLError, TimeoutError, OSError, HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        message = f"was not reached ({str(reason)[:200]})"
    except (ValueError, RecursionError):
        message = "answered with something that is no JSON"
    raise ForgeError(message) from None


_WHY = {
    401: ": it does not know the token",
    403: ": the token may not comment (of a fork's request it never may)",
    404: ": there is no such request, or the token may not see it",
}


class _NoRedirects(HTTPRedirectHandler):
    """Takes every redirect for the refusal that it is: the token is for this host alone."""

    def redirect_request(self, *_: object) -> None:
        """No request at all."""


def _opener() -> OpenerDirector:
    return build_opener(_NoRedirects())
