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


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium without a window; skips the test where there is none."""
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    if found is None:
        pytest.skip(f"no browser: install one of {', '.join(_NAMES)} (Debian: apt-get install chromium)")
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses its sandbox to root
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=alone)
        yield started
        started.close()


@dataclass(slots=True)
class Visit:
    """An opened page, and what it did besides showing itself."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@contextmanager
def visit(
    started: Browser, file: Path, width: int = 1280, scheme: Scheme = "light", *, scripts: bool = True
) -> Iterator[Visit]:
    """The file opened in a window of its own; dialogs and messages of the console are kept."""
    context = started.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    found = Visit(page)
    page.on("request", lambda request: found.asked.append(request.url))
    page.on("console", lambda message: found.said.append(message.text))
    page.on("pageerror", lambda error: found.said.append(str(error)))

    def dismissed(dialog: object) -> None:
        found.said.append(f"dialog: {dialog}")

    page.on("dialog", dismissed)
    page.goto(file.as_uri())
    yield found
    context.close()
