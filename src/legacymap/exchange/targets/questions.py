"""A workbook of questions to one owner, to be filled in with a spreadsheet program and sent back.

Everything but the answers is locked (a guard, no lock: the sheets have no password). Every row has its key,
so rows may be sorted. A sheet that nobody can see holds what was on record, as digests. The names of sheets
and columns and the hidden keys are a file format: returned.py and answers.py read them back.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from legacymap.domain.frozen import dataclass
from legacymap.exchange.draft import column_letters, slug
from legacymap.exchange.questions import (
    DONT_KNOW,
    ITEM_SHEETS,
    NONE_ROW,
    Portion,
    Question,
    Subject,
    base,
    item_keys,
    items_of,
    route_of,
)
from legacymap.exchange.readings import kind_of
from legacymap.exchange.readings.words import WORDS
from legacymap.exchange.targets.workbooks import TEXT_STAYS_TEXT, height

FORMAT = "legacymap.questions/1"
HIDDEN_SHEET = "legacymap"
QUESTIONS = "Questions"
KEY, ANSWER, EVIDENCE, AS_OF, ROLE = "Key", "Answer", "Evidence", "As of", "Answered by (role)"
HEADINGS = (KEY, "System", "Question", "Why it is asked", "What is on record", ANSWER, EVIDENCE, AS_OF, ROLE)
_WIDTHS = (10, 26, 46, 34, 26, 30, 34, 13, 24)
_FRONT = 110
_FRONT_TITLE = 60  # characters of the larger, bold title in the same column
_DATE_FORMS = "A year, a month, a day or a financial year: 2028, 2028-03, 2028-03-31 or 2028-29."
_LONGEST_LIST_WORD = 255
_LONGEST_MARKING = 100  # a header holds 255 signs in all
_HOW_TO = f"""\
How to answer: fill the light yellow cells (they have a border) on the sheets behind this one. Write what \
you know; guesses help nobody. An empty cell is no answer, and changes nothing.
“{DONT_KNOW}” is an answer: it is remembered, and you will be asked last next time.
Dates: {_DATE_FORMS}
Amounts: 1250000, £1.25m or 300k. Yes or no: the words, or Y and N.
Evidence: where you know it from. As of: the day on which it was true. Answered by: a role or a team, never \
the name of a person.
On sheets with one item a row: change what is wrong, add what is missing in the empty rows, and say “yes” \
under “{NONE_ROW}” where there are none at all.
Rows may be sorted and filtered. Please do not change headings, add columns or copy rows to other workbooks.
Systems: what the record says today, to be read only."""


@dataclass(frozen=True, slots=True)
class Again:
    """A row that is asked once more: why its answer was not taken, and what its cells said, by heading."""

    reason: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class About:
    """What a workbook says of itself: the marking of what it holds, the day, and what it was made from.

    `marking` is as printed; `organisations` are names by id; `framework` is id and digest.
    """

    marking: str
    as_of: date
    tool: str
    inventory_sha256: str
    framework: tuple[str, str]
    organisations: Mapping[str, str]
    due: date | None = None
    contact: str = ""


def file_name(portion: Portion) -> str:
    """The name of a portion's workbook: `ORGANISATION--OWNER.xlsx`."""
    if not portion.organisation:
        return "questions.xlsx"
    owner = slug(portion.owner) if portion.owner else "no-owner"
    return f"{portion.organisation}--{owner or 'owner'}.xlsx"


def file_names(portions: Sequence[Portion]) -> list[str]:
    """A name for each portion; owners who would have one name get the digest of theirs behind it."""
    names = [file_name(each) for each in portions]
    return [
        name if names.count(name) == 1 else f"{name.removesuffix('.xlsx')}-{base(portion.owner)[:6]}.xlsx"
        for name, portion in zip(names, portions, strict=True)
    ]


def questions_workbook(portion: Portion, about: About, again: Mapping[str, Again] | None = None) -> bytes:
    """The workbook's bytes; the same for the same portion.

    With `again`, by key, it holds these rows alone, and beside each why the answer was not taken.
    """
    return _Book(portion, about, again or {}).content()


class _Book:
    """The workbook while it is written."""

    def __init__(self, portion: Portion, about: About, again: Mapping[str, Again]) -> None:
        self._portion = portion
        self._about = about
        self._again = again
        self._stream = BytesIO()
        self._book = Workbook(self._stream, TEXT_STAYS_TEXT)
        made = datetime.combine(about.as_of, time(), UTC)
        self._book.set_properties({"title": self._title, "created": made, "comments": about.marking})
        self._locked = self._format({"text_wrap": True, "valign": "top"})
        self._small = self._format({"text_wrap": True, "valign": "top", "font_color": "#595959"})
        boxed = {"bg_color": "#FFF8DC", "border": 1, "border_color": "#BFBFBF"}
        self._open = self._format(
            {"text_wrap": True, "valign": "top", "num_format": "@", "locked": False, **boxed}
        )
        self._head = self._format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 2, "bg_color": "#E7E6E6"}
        )
        self._bold = self._format({"bold": True, "text_wrap": True, "font_size": 14})
        self._lists: dict[tuple[str, ...], str] = {}
        self._hidden: list[tuple[str, str, str]] = []

    @property
    def _title(self) -> str:
        of = self._about.organisations.get(self._portion.organisation, self._portion.organisation)
        return " – ".join(
            each for each in ("Questions about legacy systems", of, self._portion.owner) if each
        )

    def content(self) -> bytes:
        """The sheets in their order, and the bytes."""
        front = self._sheet("Read me")
        self._questions(self._sheet(QUESTIONS))
        for name in ITEM_SHEETS:
            asked = {
                each.system for each in self._portion.questions if each.route == name and each.form == "items"
            }
            if asked:
                self._items(self._sheet(ITEM_SHEETS[name][0]), name, asked)
        self._systems(self._sheet("Systems"))
        self._read_me(front)
        self._write_lists()
        self._write_hidden()
        front.activate()
        self._book.close()
        return _in_english(self._stream.getvalue())

    def _format(self, properties: Mapping[str, object]) -> Format:
        return self._book.add_format(dict(properties))

    def _sheet(self, name: str) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        marking = self._about.marking[:_LONGEST_MARKING].replace("&", "&&")
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&C{marking}")
        sheet.set_footer(f"&C{marking}&RPage &P of &N")
        sheet.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})
        return sheet

    def _head_row(self, sheet: Worksheet, headings: Sequence[str], widths: Sequence[int]) -> None:
        for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(column, column, width, None, {"hidden": heading == KEY})
            sheet.write_string(0, column, heading, self._head)
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
        sheet.set_row(0, 32)

    # The sheet of questions that have one answer

    def _questions(self, sheet: Worksheet) -> None:
        headings, widths = list(HEADINGS), list(_WIDTHS)
        if self._again:
            headings.append("Why it came back")
            widths.append(40)
        self._head_row(sheet, headings, widths)
        single = [
            each for each in self._portion.questions if each.form != "items" and self._is_asked(each.key)
        ]
        for row, question in enumerate(single, start=1):
            self._question(sheet, row, question)
        day = HEADINGS.index(AS_OF)
        self._validate(sheet, (1, len(single), day), "sources.date", (), "When was this known?")
        sheet.autofilter(0, 0, max(len(single), 1), len(headings) - 1)

    def _question(self, sheet: Worksheet, row: int, question: Question) -> None:
        why = question.why
        if question.asked is not None:
            why = f"{why}; asked on {question.asked.day} {question.asked:%B %Y}, not known"
        texts = (
            question.key,
            f"{question.name} ({question.system})",
            question.text,
            why,
            question.on_record or "nothing",
        )
        sheet.set_row(row, height(zip(texts[1:], _WIDTHS[1:], strict=False)))
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, self._small if column in (3, 4) else self._locked)
        for column in range(len(texts), len(HEADINGS)):
            sheet.write_blank(row, column, None, self._open)
        self._write_again(sheet, row, question.key, HEADINGS)
        answer = len(texts)
        choices = (*question.choices, *(("not-applicable",) if question.form == "level" else ()))
        self._validate(sheet, (row, row, answer), question.route, choices, question.text)
        self._hidden.append((question.key, question.route, base(question.on_record)))

    def _validate(
        self, sheet: Worksheet, at: tuple[int, int, int], route: str, choices: Sequence[str], message: str
    ) -> None:
        """A drop-down or a check of a column from one row to another, with a text to choose by."""
        row, last, column = at
        if last < row:
            return
        rule: dict[str, object] = {"validate": "any", "input_title": "Answer", "input_message": message[:255]}
        kind = kind_of(route)
        if choices or kind == "yes-no":
            words = (*(choices or ("yes", "no")), DONT_KNOW)
            rule |= {"validate": "list", "source": self._range(words), "error_type": "warning"}
        elif kind in {"date", "end"}:
            cell = f"{column_letters(column + 1)}{row + 1}"
            rule |= {
                "validate": "custom",
                "value": _date_check(cell, is_end=kind == "end"),
                "error_type": "warning",
            }
            rule |= {"error_title": "Is this a date?", "error_message": _DATE_FORMS}
            rule["input_message"] = f"{message} {_DATE_FORMS}"[:255]
        sheet.data_validation(row, column, last, column, rule)

    def _range(self, words: tuple[str, ...]) -> str:
        letters = column_letters(len(self._lists) + 1)
        return self._lists.setdefault(words, f"=Lists!${letters}$1:${letters}${len(words)}")

    # The sheets that hold one item a row

    def _items(self, sheet: Worksheet, name: str, asked: set[str]) -> None:
        columns = ITEM_SHEETS[name][1]
        headings = self._item_headings(name)
        if self._again:
            headings.append("Why it came back")
        self._head_row(sheet, headings, [10, 30, *(20 for _ in columns), 14, 34, 13, 24, 40][: len(headings)])
        row = 1
        for subject in self._portion.subjects:
            if subject.system in asked:
                for key, item in item_keys(subject, name):
                    if not self._is_asked(key):
                        continue
                    self._item(sheet, row, (subject, name, key), item)
                    row += 1
        self._validate_items(sheet, name, row - 1)
        sheet.autofilter(0, 0, row - 1, len(headings) - 1)

    def _validate_items(self, sheet: Worksheet, name: str, last: int) -> None:
        """The drop-downs and checks of a sheet of items, one a column."""
        headings = self._item_headings(name)
        for place, column in enumerate(ITEM_SHEETS[name][1], start=2):
            route = route_of(name, column)
            choices = tuple(dict.fromkeys(WORDS.get(route, {}).values()))
            message = f"{column.replace('_', ' ').capitalize()}?"
            self._validate(sheet, (1, last, place), route, choices, message)
        none, day = headings.index(NONE_ROW), headings.index(AS_OF)
        self._validate(sheet, (1, last, none), "incidents_complete", (), "yes, if there are none at all")
        self._validate(sheet, (1, last, day), "sources.date", (), "When was this known?")

    def _item(
        self, sheet: Worksheet, row: int, what: tuple[Subject, str, str], item: Mapping[str, str]
    ) -> None:
        subject, name, key = what
        columns = ITEM_SHEETS[name][1]
        is_none, is_fixed = key.endswith("=none"), name == "used_by" and bool(item)
        whole = f"{subject.name} ({subject.system})"
        sheet.set_row(row, height([(whole, 30), *((text, 20) for text in item.values())]))
        sheet.write_string(row, 0, key, self._locked)
        sheet.write_string(row, 1, whole, self._locked)
        for place, column in enumerate(columns, start=2):
            cell_format = self._locked if is_none or is_fixed else self._open
            if column in item:
                sheet.write_string(row, place, item[column], cell_format)
            else:
                sheet.write_blank(row, place, None, cell_format)
        last = 2 + len(columns)
        if is_none:
            sheet.write_string(row, 2, NONE_ROW, self._locked)
            sheet.write_blank(row, last, None, self._open)
        for place in range(last + 1, last + 4):
            sheet.write_blank(row, place, None, self._open)
        self._write_again(sheet, row, key, self._item_headings(name))
        on_record = items_of(subject.record, name) if is_none else item
        self._hidden.append((key, name, base(on_record)))

    def _item_headings(self, name: str) -> list[str]:
        return [KEY, "System", *ITEM_SHEETS[name][1], NONE_ROW, EVIDENCE, AS_OF, ROLE]

    def _is_asked(self, key: str) -> bool:
        return not self._again or key in self._again

    def _write_again(self, sheet: Worksheet, row: int, key: str, headings: Sequence[str]) -> None:
        """What was answered, to be mended, and why it came back."""
        again = self._again.get(key)
        if again is None:
            return
        for column, heading in enumerate(headings):
            if heading in again.cells and heading != KEY:
                sheet.write_string(row, column, again.cells[heading], self._open)
        wide = dict(zip(HEADINGS, _WIDTHS, strict=True))
        cells = [
            (again.cells.get(heading, ""), wide.get(heading, 20)) for heading in headings if heading != KEY
        ]
        sheet.set_row(row, height([(again.reason, 40), *cells]))
        sheet.write_string(row, len(headings), again.reason, self._locked)

    # What is only to be read

    def _systems(self, sheet: Worksheet) -> None:
        headings = ("System", "Id", "Owner", "Status", "Hosting", "Technologies", "Contracts", "In service")
        widths = (30, 30, 28, 12, 16, 46, 46, 14)
        self._head_row(sheet, headings, widths)
        for row, subject in enumerate(self._portion.subjects, start=1):
            summary = tuple(_summary(subject))
            sheet.set_row(row, height(zip(summary, widths, strict=True)))
            for column, text in enumerate(summary):
                sheet.write_string(row, column, text, self._locked)

    def _read_me(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, _FRONT)
        for row, line in enumerate(_front(self._portion, self._about, self._title)):
            is_title = row == 1
            sheet.set_row(row, 1.5 * height([(line, _FRONT_TITLE)]) if is_title else height([(line, _FRONT)]))
            sheet.write_string(row, 0, line, self._bold if is_title else self._locked)

    def _write_lists(self) -> None:
        sheet = self._book.add_worksheet("Lists")
        sheet.hide()
        for column, words in enumerate(self._lists):
            sheet.write_column(0, column, [word[:_LONGEST_LIST_WORD] for word in words])

    def _write_hidden(self) -> None:
        sheet = self._book.add_worksheet(HIDDEN_SHEET)
        sheet.very_hidden()
        about = self._about
        meta = [
            ("format", FORMAT, ""),
            ("tool", about.tool, ""),
            ("inventory", "", about.inventory_sha256),
            ("framework", *about.framework),
            ("as-of", about.as_of.isoformat(), ""),
            ("owner", self._portion.owner, ""),
        ]
        for row, values in enumerate([("key", "route", "hash"), *meta, *self._hidden]):
            for column, value in enumerate(values):
                sheet.write_string(row, column, value)


def _in_english(content: bytes) -> bytes:
    """The workbook with its language stated, which XlsxWriter has no word for; screen readers ask for it."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = part.replace(b"<dc:creator>", b"<dc:language>en-GB</dc:language><dc:creator>", 1)
                part = part.replace(b"<dc:creator/>", b"<dc:language>en-GB</dc:language><dc:creator/>", 1)
            new.writestr(ZipInfo(entry.filename, entry.date_time), part, ZIP_DEFLATED)
    return written.getvalue()


def _summary(subject: Subject) -> Iterable[str]:
    record = subject.record
    shown = {"technologies": ("product", "version"), "contracts": ("supplier", "ends")}
    lists = (
        "; ".join(" ".join(item[key] for key in keys if key in item) for item in items_of(record, name))
        for name, keys in shown.items()
    )
    status, hosting, since = (_short(record.get(key)) for key in ("status", "hosting", "in_service"))
    return subject.name, subject.system, subject.owner, status or "live", hosting, *lists, since


def _short(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(str(each) for each in value.values() if isinstance(each, str))
    return value if isinstance(value, str) else ""


def _front(portion: Portion, about: About, title: str) -> list[str]:
    marking = about.marking
    count, systems = len(portion.questions), len(portion.subjects)
    due = (
        f"Please send it back by {about.due.day} {about.due:%B %Y}." if about.due else "Please send it back."
    )
    contact = f"Questions about the questions: {about.contact}." if about.contact else ""
    later = f"{portion.later} more questions are left for later." if portion.later else ""
    most = "holds" if portion.four_fifths == 1 else f"{portion.four_fifths} hold"
    share = (
        f"Of {portion.of} systems the first {most} 80% of what answers can clear up."
        if portion.of > 1
        else ""
    )
    made_from = f"inventory {about.inventory_sha256[:12]}, framework {about.framework[0]}"
    lines = [
        marking,
        title,
        f"This workbook asks {count} questions about {systems} {'system' if systems == 1 else 'systems'}.",
        f"{due} {contact}".strip(),
        f"{share} {later}".strip(),
        *_of_items(portion),
        *_HOW_TO.splitlines(),
        f"Made by {about.tool} on {about.as_of.isoformat()} from {made_from}.",
        marking,
    ]
    return [line for line in lines if line]


def _of_items(portion: Portion) -> Iterable[str]:
    """What is asked on the sheets behind that of questions with one answer."""
    asked = {each.route: each.text for each in portion.questions if each.form == "items"}
    for name, (title, _) in ITEM_SHEETS.items():
        if name in asked:
            yield f"Sheet {title}: {asked[name].partition(' (sheet')[0]}"


def _date_check(cell: str, *, is_end: bool) -> str:
    words = [DONT_KNOW, *(("not-announced", "unknown") if is_end else ())]
    named = ",".join(f'{cell}="{word}"' for word in words)
    return (
        f"=OR({named},AND(ISNUMBER(--LEFT({cell},4)),OR(LEN({cell})=4,"
        f'AND(LEN({cell})=7,MID({cell},5,1)="-"),AND(LEN({cell})=10,MID({cell},8,1)="-"))))'
    )
