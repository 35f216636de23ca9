"""A key is not known at this place.

Why: A misspelt key would be passed over in silence, and the fact under it lost.

Mend: Use a key that is known there, or move this one where it belongs. Keys of
your own start with `x-`.

Wrong:

    annual_run: £4m

Right:

    costs: {annual_run: £4m}
"""

from legacymap.domain.findings import Severity

CODE = "LM101"
SEVERITY: Severity = "error"
