"""One comment, kept up to date through a stand-in of the forges' interfaces on loopback."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from legacymap.cli.forge import ForgeError, conversation, keep_comment
from legacymap.domain.errors import RequestError
from tests.cli.repositories import committed, git
from tests.cli.running import GOOD, called, write

MARKER = "<!-- legacymap diff -->"


@dataclass
class Forge:
    """Comments by number, what was asked, and the answer to give instead of the usual one, if any."""

    address: str = ""
    comments: dict[int, dict[str, object]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    instead: tuple[int, dict[str, str], bytes] | None = None

    def add(self, body: str, **more: object) -> int:
        """Another comment, and its number."""
        number = 100 + len(self.comments)
        self.comments[number] = {"id": number, "body": body, **more}
        return number

    @property
    def bodies(self) -> list[object]:
        """What all comments say."""
        return [each["body"] for each in self.comments.values()]


@pytest.fixture
def forge() -> Iterator[Forge]:
    stand_in = Forge()

    class Answering(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def answer(self) -> None:
            parts = urlsplit(self.path)
            stand_in.asked.append(f"{self.command} {parts.path}")
            stand_in.tokens.add(self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN") or "")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, headers, content = stand_in.instead or (200, {}, self.done(parts.query, body))
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def done(self, query: str, body: bytes) -> bytes:
            last = urlsplit(self.path).path.rpartition("/")[2]
            if self.command == "GET":
                asked = parse_qs(query)
                size, page = int(asked["per_page"][0]), int(asked["page"][0])
                every = list(stand_in.comments.values())
                return json.dumps(every[size * (page - 1) : size * page]).encode()
            if self.command == "DELETE":
                del stand_in.comments[int(last)]
                return b""
            text = json.loads(body)["body"]
            number = int(last) if last.isdigit() else stand_in.add(text)
            stand_in.comments[number]["body"] = text
            return json.dumps(stand_in.comments[number]).encode()

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = answer  # noqa: N815 - the names of the library

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    stand_in.address = f"http://127.0.0.1:{server.server_port}"
    yield stand_in
    server.shutdown()
    thread.join()
    server.server_close()


def job(forge: Forge, kind: str) -> dict[str, str]:
    """What the environment of a job for request 7 says."""
    if kind == "github":
        return {
            "GITHUB_REPOSITORY": "dept/estate", "GITHUB_API_URL": forge.address, "GITHUB_TOKEN": "secret-1",
            "GITHUB_REF": "refs/pull/7/merge",
        }  # fmt: skip
    return {
        "CI_PROJECT_ID": "42", "CI_API_V4_URL": f"{forge.address}/api/v4", "CI_MERGE_REQUEST_IID": "7",
        "LEGACYMAP_GITLAB_TOKEN": "secret-1",
    }  # fmt: skip


@pytest.fixture(autouse=True)
def no_job(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_REPOSITORY", "CI_PROJECT_ID", "GITHUB_EVENT_PATH", "GITHUB_REF", "GITHUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def in_job(forge: Forge, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in job(forge, kind).items():
        monkeypatch.setenv(key, value)


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_a_comment_is_made_changed_left_and_removed(
    forge: Forge, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_job(forge, kind, monkeypatch)
    for number in range(150):
        forge.add(f"Somebody says {number}, and quotes {MARKER}")
    others = forge.bodies
    place = conversation()
    assert place is not None
    done = [keep_comment(place, MARKER, text) for text in (None, f"{MARKER}\none", f"{MARKER}\none\n")]
    assert done == ["left no comment", "made the comment", "left the comment as it is"]
    assert forge.bodies == [*others, f"{MARKER}\none"]
    assert keep_comment(place, MARKER, f"{MARKER}\ntwo") == "changed the comment"
    assert forge.bodies == [*others, f"{MARKER}\ntwo"]
    forge.add(f"{MARKER}\nof two jobs at once")
    assert keep_comment(place, MARKER, f"{MARKER}\ntwo") == "left the comment as it is"
    assert forge.bodies == [*others, f"{MARKER}\ntwo"]
    assert keep_comment(place, MARKER, None) == "removed the comment"
    assert forge.bodies == others
    top = "/repos/dept/estate/issues" if kind == "github" else "/api/v4/projects/42/merge_requests/7/notes"
    assert all(each.partition(" ")[2].startswith(top) for each in forge.asked)
    assert forge.tokens == {"Bearer secret-1" if kind == "github" else "secret-1"}


def test_the_token_goes_to_no_other_host_and_into_no_message(
    forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_job(forge, "github", monkeypatch)
    place = conversation()
    assert place is not None
    forge.instead = (302, {"Location": f"{forge.address}/elsewhere"}, b"")
    for instead in (
        forge.instead, (403, {}, b"{}"), (500, {}, b"x"), (200, {}, b"<html>"), (200, {}, b"{}"),
        (200, {}, b"[" * 200_000), (200, {}, b'[{"id": "../x", "body": "<!-- legacymap diff -->"}]'),
    ):  # fmt: skip
        forge.instead = instead
        with pytest.raises(ForgeError) as told:
            keep_comment(place, MARKER, None)
        assert "secret-1" not in str(told.value)
    assert not any("elsewhere" in each for each in forge.asked)
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:1")
    gone = conversation()
    assert gone is not None
    with pytest.raises(ForgeError, match="was not reached"):
        keep_comment(gone, MARKER, None)


def test_outside_a_job_without_a_token_or_a_request_it_is_said(
    forge: Forge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RequestError, match="no job"):
        conversation()
    in_job(forge, "github", monkeypatch)
    monkeypatch.setenv("GITHUB_REF", "refs/heads/main")
    assert conversation() is None
    event = write(tmp_path, "event.json", '{"pull_request": {"number": 7}}')
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
    found = conversation()
    assert found is not None
    assert found.comments.endswith("/issues/7/comments")
    for broken in ("[]", "{", '{"pull_request": {"number": "../8"}}', '{"pull_request": {"number": true}}'):
        event.write_text(broken)
        assert conversation() is None
    event.write_text('{"pull_request": {"number": 7}}')
    for bad in ("", "one\ntwo", "ünicode"):
        monkeypatch.setenv("GITHUB_TOKEN", bad)
        with pytest.raises(RequestError, match=r"GITHUB_TOKEN"):
            conversation()
    monkeypatch.setenv("GITHUB_TOKEN", "x")
    monkeypatch.setenv("GITHUB_API_URL", "file:///etc")
    with pytest.raises(RequestError, match="address of the forge"):
        conversation()


def test_diff_comments_from_a_threshold_on_and_takes_it_back(
    forge: Forge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    top = tmp_path / "checkout"
    write(top, "inv/a.yaml", GOOD)
    git(top, "init", "-q")
    committed(top, "one")
    summary = tmp_path / "summary.md"
    in_job(forge, "github", monkeypatch)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.chdir(top)
    asked = (
        "diff",
        "--since",
        "main",
        "inv",
        "--as-of",
        "2026-11-22",
        "-f",
        "markdown",
        "-o",
        "diff.md",
        "-q",
    )
    write(top, "inv/a.yaml", GOOD.replace("L3: 5", "L3: 6"))
    run = called(capsys, *asked, "--comment", "red")
    assert (run.code, forge.bodies, summary.exists()) == (0, [], False)
    run = called(capsys, *asked, "--comment", "worse")
    assert run.code == 0
    assert "made the comment" in run.err
    assert forge.bodies == [(top / "diff.md").read_text()]
    assert summary.read_text() == forge.bodies[0]
    write(top, "inv/a.yaml", GOOD)
    run = called(capsys, *asked, "--comment", "any")
    assert (run.code, forge.bodies) == (0, [])
    forge.instead = (403, {}, b"{}")
    run = called(capsys, *asked, "--comment", "any")
    assert run.code == 0
    assert "may not comment" in run.err
