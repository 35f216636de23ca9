"""A symbolic link leads out of the folder and is not followed.

Why: A link in somebody's pull request could otherwise pull any file of the
machine into the report.

Mend: Put the files themselves here, or name their folder as another PATH.

Wrong:

    # in home-office/
    shared.yaml -> /srv/shared/shared.yaml

Right:

    # on the command line
    legacymap validate home-office /srv/shared
"""

from legacymap.domain.findings import Severity

CODE = "LM005"
SEVERITY: Severity = "warning"
