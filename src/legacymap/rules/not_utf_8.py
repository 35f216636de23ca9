"""A file is not written in UTF-8.

Why: In another encoding the same bytes mean other letters, so names and signs
such as £ would come out wrong without anybody noticing.

Mend: Save the file as UTF-8; a byte order mark does no harm. The message gives
the offset of the first byte that does not fit.

Wrong:

    # saved as Windows-1252: the pound sign is the single byte A3
    costs: {annual_run: £4m}

Right:

    # saved as UTF-8
    costs: {annual_run: £4m}
"""

from legacymap.domain.findings import Severity

CODE = "LM003"
SEVERITY: Severity = "error"
