"""A file or folder of the inventory cannot be read.

Why: What cannot be read is missing from every figure, and the result would look
better than it is.

Mend: Check that the file exists, that it is a plain file, and that you may read
it.

Wrong:

    # systems.yaml is a link to a file that was deleted
    systems.yaml -> ../old/systems.yaml

Right:

    # systems.yaml is a plain file
    organisation: home-office
    systems: []
"""

from legacymap.domain.findings import Severity

CODE = "LM001"
SEVERITY: Severity = "error"
