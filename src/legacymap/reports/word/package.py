"""The package around the body of a document: styles, settings, properties, headers and footers."""

from datetime import date, datetime, time
from pathlib import Path

from docx import Document
from docx.document import Document as Package
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Pt

from legacymap.reports.figures import day
from legacymap.reports.inert import inert
from legacymap.reports.markup import legible
from legacymap.reports.paper import LONG_SIDE, MARGIN, SHORT_SIDE
from legacymap.reports.view import View
from legacymap.reports.word.markup import between, field, paragraph, run

_HERE = Path(__file__).parent
_UNUSED = (
    "/thumbnail",
    "/extended-properties",
    "/stylesWithEffects",
    "/customXml",
    "/webSettings",
    "/fontTable",
)
_SETTINGS_LEFT_OUT = ("w:savePreviewPicture", "w:rsids", "w:proofState", "w:shapeDefaults")
_LONGEST_PROPERTY = 255


def empty_package(view: View, as_of: date) -> Package:
    """A document without a body, of A4 pages that carry the marking and their number."""
    package = Document()
    for relations in (package.part.rels, package.part.package.rels):
        for name in [each for each, found in relations.items() if found.reltype.endswith(_UNUSED)]:
            del relations[name]
    package.styles.element[:] = list(parse_xml((_HERE / "styles.xml").read_bytes()))
    package.part.numbering_part.element[:] = list(parse_xml((_HERE / "numbering.xml").read_bytes()))
    _set_up(package)
    _describe(package, view, as_of)
    _frame(package.sections[0], view.marking)
    return package


def _set_up(package: Package) -> None:
    """The language and the look of today's Word; nothing that would differ from one machine to the next."""
    settings = package.settings.element
    for name in _SETTINGS_LEFT_OUT:
        for found in settings.findall(qn(name)):
            settings.remove(found)
    for found in settings.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")
    language = settings.find(qn("w:themeFontLang"))
    language.set(qn("w:val"), "en-GB")


def _describe(package: Package, view: View, as_of: date) -> None:
    moment = datetime.combine(as_of, time())
    about = package.core_properties
    about.title = legible(inert(view.title))[:_LONGEST_PROPERTY]
    about.subject = f"As of {day(as_of)}"
    about.category = legible(inert(view.marking))[:_LONGEST_PROPERTY]
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.language = "en-GB"
    about.revision = 1
    about.created = about.modified = moment


def _frame(section: Section, marking: str) -> None:
    """A4, upright; the marking above and below, and the number of the page."""
    section.page_width, section.page_height = Pt(SHORT_SIDE), Pt(LONG_SIDE)
    section.left_margin = section.right_margin = Pt(MARGIN)
    section.top_margin = section.bottom_margin = Pt(MARGIN)
    section.header_distance = section.footer_distance = Pt(MARGIN / 2)
    stamp = run(marking, strong=True) if marking else ""
    number = between("Page ") + field("PAGE", "1") + between(" of ") + field("NUMPAGES", "1")
    for part, xml in (
        (section.header, paragraph("Header", stamp)),
        (section.footer, paragraph("Footer", number) + paragraph("Header", stamp)),
    ):
        part.is_linked_to_previous = False
        part._element[:] = list(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"))  # noqa: SLF001 - no public name
