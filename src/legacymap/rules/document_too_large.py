"""A document expands to more than one million values.

Why: A few lines of aliases that refer to aliases can stand for billions of
values. The bound stops them before they fill the memory.

Mend: Split the document into several files, and use fewer aliases.

Wrong:

    # each line is ten times the one above; ten lines are ten thousand million
    x-a: &a [x, x, x, x, x, x, x, x, x, x]
    x-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
    x-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]

Right:

    x-a: [x, x]
"""

from legacymap.domain.findings import Severity

CODE = "LM009"
SEVERITY: Severity = "error"
