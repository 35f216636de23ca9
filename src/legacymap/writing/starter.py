"""The files that an inventory starts from."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from legacymap.domain.frozen import dataclass
from legacymap.writing.yaml import yaml_text

Part = Literal["inventory", "settings", "scenario", "pre-commit", "github", "gitlab"]
PARTS: tuple[Part, ...] = ("inventory", "settings", "scenario", "pre-commit", "github", "gitlab")
_TEMPLATES = Path(__file__).with_name("starter")


@dataclass(frozen=True, slots=True)
class StarterFile:
    """A file to write: the part that it belongs to, its path, its text, and what it is for."""

    part: Part
    path: str
    text: str
    purpose: str


def starter_files(
    organisation: str, source: str | None, schema_text: Callable[[str], str]
) -> tuple[StarterFile, ...]:
    """The files for an organisation of this id; `source` is the requirement that CI installs.

    None leaves one marked line to fill in. `schema_text` gives the JSON Schemas of `inventory`,
    `settings` and `scenario`, for editors.
    """
    words = {
        "@ORGANISATION@": _scalar(organisation),
        "@NAME@": _scalar(organisation.replace("-", " ").capitalize()),
        "@SOURCE@": source or "",
        "@MARK@": "" if source else " # FILL IN: what pip is to install, with its version, commit or hash",
    }

    def filled(part: Part, path: str, template: str, purpose: str) -> StarterFile:
        text = (_TEMPLATES / template).read_text(encoding="utf-8")
        for mark, word in words.items():
            text = text.replace(mark, word)
        return StarterFile(part, path, text, purpose)

    def schema(part: Part) -> StarterFile:
        path = f".legacymap/{part}.schema.json"
        return StarterFile(part, path, schema_text(part), "completes and checks in editors")

    return (
        filled("inventory", "systems.yaml", "systems.yaml", "three examples, to be replaced"),
        schema("inventory"),
        filled("settings", "legacymap.yaml", "legacymap.yaml", "what all who use it agree on"),
        schema("settings"),
        filled("scenario", "scenario.yaml", "scenario.yaml", "money and decisions to plan with"),
        schema("scenario"),
        filled("pre-commit", ".pre-commit-config.yaml", "pre-commit.yaml", "validates before each commit"),
        filled("github", ".github/workflows/legacymap.yml", "github.yaml", "validates on GitHub"),
        filled("gitlab", ".gitlab-ci.yml", "gitlab.yaml", "validates on GitLab"),
    )


def _scalar(text: str) -> str:
    """The text as a value of YAML, quoted where it must be."""
    return yaml_text({"-": [text]}).strip().removeprefix("{'-': [").removesuffix("]}")
