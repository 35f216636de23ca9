"""A file that was named as settings, framework, scenario or catalogue is none.

Why: Nothing in it can be used, and the figures would rest on defaults that
nobody chose.

Mend: Name a file that starts with the key of its kind, for example `framework:`.

Wrong:

    # my-framework.yaml, named as the framework
    name: Our framework
    groups: []

Right:

    # my-framework.yaml, named as the framework
    framework: our-framework
    name: Our framework
"""

from legacymap.domain.findings import Severity

CODE = "LM301"
SEVERITY: Severity = "error"
