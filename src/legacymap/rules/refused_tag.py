"""A tag asks the reader to build an object.

Why: Tags such as `!!python/object` are how YAML files run code. None is obeyed;
the value itself is kept as plain text, list or mapping.

Mend: Write the value without a tag.

Wrong:

    name: !!python/name:os.system Case tracker

Right:

    name: Case tracker
"""

from legacymap.domain.findings import Severity

CODE = "LM006"
SEVERITY: Severity = "error"
