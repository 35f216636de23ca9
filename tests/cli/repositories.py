"""Repositories of git for tests: made without anything of the user's configuration."""

import os
import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str, day: str = "2026-03-05T10:00:00+0000") -> str:
    """What git says; commits are made on `day`."""
    settings = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day,
    }  # fmt: skip
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    command = ["git", *names, *arguments]
    return subprocess.run(
        command, cwd=folder, env=settings, check=True, capture_output=True, text=True
    ).stdout


def committed(folder: Path, message: str, day: str = "2026-03-05T10:00:00+0000") -> str:
    """Commits everything in a folder, and the commit's name."""
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message, day=day)
    return git(folder, "rev-parse", "HEAD").strip()
