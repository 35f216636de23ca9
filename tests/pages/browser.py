"""A browser that the machine has, or a skipped test that says how to get one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
Scheme = Literal["light", "dark"]


@dataclass(slots=True)
class Visit:
    """An opened page, and what it did besides showing itself."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of a browser, with scripts and without; to open one takes longer than to show a page."""

    browser: Browser
    opened: dict[bool, Visit] = field(default_factory=dict)


@contextmanager
def browser() -> Iterator[Windows]:
    """Chromium that nobody sees; skips the test where there is none."""
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    if found is None:
        pytest.skip(f"no browser: install one of {', '.join(_NAMES)} (Debian: apt-get install chromium)")
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses its sandbox to root
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=alone)
        yield Windows(started)
        started.close()


@contextmanager
def visit(
    windows: Windows, file: Path, width: int = 1280, scheme: Scheme = "light", *, scripts: bool = True
) -> Iterator[Visit]:
    """The file in a window that has forgotten the last; dialogs and messages of the console are kept."""
    if scripts not in windows.opened:
        windows.opened[scripts] = _opened(windows.browser, scripts=scripts)
    found = windows.opened[scripts]
    found.page.goto("about:blank")
    found.asked.clear()
    found.said.clear()
    found.page.set_viewport_size({"width": width, "height": 900})
    found.page.emulate_media(media="screen", color_scheme=scheme)
    found.page.goto(file.as_uri())
    yield found


def _opened(started: Browser, *, scripts: bool) -> Visit:
    page = started.new_context(java_script_enabled=scripts).new_page()
    found = Visit(page)
    page.on("request", lambda request: found.asked.append(request.url))
    page.on("console", lambda message: found.said.append(message.text))
    page.on("pageerror", lambda error: found.said.append(str(error)))

    def dismissed(dialog: object) -> None:
        found.said.append(f"dialog: {dialog}")

    page.on("dialog", dismissed)
    return found
