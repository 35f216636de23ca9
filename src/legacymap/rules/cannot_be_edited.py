"""A value cannot be changed without changing what stands around it.

Why: Values from an anchor or a merge key stand elsewhere too, and blocks of text and
brackets with comments have a layout that only their writer knows; nothing of them is
touched.

Mend: Paste the text that the finding shows at the place that it names.

Wrong:

    costs: &usual {annual_run: £2m}
    x-others: *usual

Right:

    costs: {annual_run: £2m}
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM601"
SEVERITY: RuleSeverity = "warning"
