"""Plans that `legacymap plan -f json` has written."""

from pathlib import Path

from pydantic import ValidationError
from pydantic_core import from_json

from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Fault
from legacymap.domain.saved import Saved, SavedPlan
from legacymap.reading.files import File, content, shown

_SEVERAL = "legacymap.plans/1"
_HINT = "`legacymap plan --frontier --sensitivity -o plan.json` writes one."


def read_saved_plans(path: Path) -> tuple[Saved, ...]:
    """The plans in a file, in its order; RequestError where it is missing, unreadable or something else."""
    if not path.exists():
        raise RequestError(f"There is no plan `{path}`.", _HINT)
    read = content(File(path, shown(path), path.name))
    if isinstance(read, Fault):
        raise RequestError(f"The plan `{path}` cannot be used. {read.message}.", read.hint)
    try:
        whole: object = from_json(read.removeprefix(b"\xef\xbb\xbf"), allow_inf_nan=False)
    except ValueError:
        raise RequestError(f"`{path}` does not hold JSON.", _HINT) from None
    documents = [whole]
    if isinstance(whole, dict) and whole.get("format") == _SEVERAL:
        plans = whole.get("plans")
        documents = plans if isinstance(plans, list) else []
    found = tuple(_saved(each, path) for each in documents)
    if not found:
        raise RequestError(f"`{path}` holds no plan.", _HINT)
    return found


def _saved(document: object, path: Path) -> Saved:
    if not isinstance(document, dict):
        raise RequestError(f"`{path}` does not hold a plan.", _HINT)
    try:
        return Saved(SavedPlan.model_validate(document), document)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = "/".join(str(step) for step in first["loc"])
        is_other = first["loc"] == ("format",)
        why = "its `format` is not `legacymap.plan/1`" if is_other else f"`/{where}` does not fit"
        raise RequestError(f"`{path}` is not a plan: {why}.", _HINT) from None
