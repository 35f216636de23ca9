"""A baseline file: JSON that `validate --write-baseline` wrote."""

from pathlib import Path

from pydantic import ValidationError

from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Fault
from legacymap.domain.settings import FORMAT, Baseline
from legacymap.reading.folders import File, content, shown

_HINT = "`legacymap validate --write-baseline FILE` writes one."


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file; raises RequestError where it is missing, unreadable or something else."""
    if not path.exists():
        raise RequestError(f"There is no baseline `{path}`.", _HINT)
    read = content(File(path, shown(path), path.name))
    if isinstance(read, Fault):
        raise RequestError(f"The baseline `{path}` cannot be used. {read.message}.", read.hint)
    try:
        return Baseline.model_validate_json(read)
    except ValidationError as error:
        raise RequestError(f"`{path}` is not a baseline: {_why(error)}.", _HINT) from None


def _why(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(step) for step in first["loc"])
    if first["type"] == "json_invalid":
        return "it does not hold JSON"
    if where == "format":
        return f"its `format` is not `{FORMAT}`"
    return f"`{where}` does not fit" if where else "it does not hold a mapping"
