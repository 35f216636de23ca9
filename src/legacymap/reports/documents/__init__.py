"""Every JSON document for programs, with the function that fills its shape."""

from collections.abc import Callable, Mapping

from legacymap.reports.documents.explain import ExplainDocument, explain_document
from legacymap.reports.documents.scan import ScanDocument, scan_document

Document = ScanDocument | ExplainDocument
DOCUMENTS: Mapping[str, Callable[..., Document]] = {"explain": explain_document, "scan": scan_document}
