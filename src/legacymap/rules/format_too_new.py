"""A file is written in a later version of the format than this program knows.

Why: Keys may have come or changed their meaning since, so what this program
reads may not be what was meant.

Mend: Use a newer legacymap, or write the file in the version that everybody's
program knows.

Wrong:

    legacymap: 2
    organisation: home-office
    systems: []

Right:

    legacymap: 1
    organisation: home-office
    systems: []
"""

from legacymap.domain.findings import Severity

CODE = "LM014"
SEVERITY: Severity = "error"
