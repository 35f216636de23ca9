"""A list or mapping stands where a key should.

Why: Keys name fields, so they must be words. The entry cannot be used.

Mend: Write a word as the key; look for a stray `?` or bracket.

Wrong:

    ids:
      [servicenow]: APM0012345

Right:

    ids:
      servicenow: APM0012345
"""

from legacymap.domain.findings import Severity

CODE = "LM011"
SEVERITY: Severity = "error"
