"""The rules that an import applies to a source: each a code, the name of its fault, its weight, and its page.

They have no check: what breaks them is noticed on the way from a table's cells to records.
"""

from legacymap.rules._rule import Rule, rules_of

_PAGES = {
    "LM501 unreadable-source error": """
A source cannot be read.

Why: Nothing of it is imported, and nothing is written.

Mend: Open it in the program that made it and save it once more: as xlsx or csv,
without a password.

Wrong:

    legacymap import register.xls

Right:

    legacymap import register.xlsx
""",
    "LM502 ragged-record warning": """
A record of a table has more or fewer cells than there are headings.

Why: It cannot be known which cell belongs under which heading, so none of the record
is read.

Mend: Put texts that hold the delimiter or a quote between quotes; double the quotes
within.

Wrong:

    id,name,department
    APP1,Case tracker,Borders, asylum

Right:

    id,name,department
    APP1,Case tracker,"Borders, asylum"
""",
    "LM503 cell-in-doubt warning": """
A cell holds no value that can be trusted.

Why: An error, a formula that was never computed, a cell merged across columns, or a
number where a version stands: spreadsheets make 3.1 of 3.10.

Mend: Mend the cell in the source; make versions and ids text.

Wrong:

    product,version
    Java,=1/0

Right:

    product,version
    Java,3.10
""",
    "LM504 row-without-name warning": """
A row has no name.

Why: A system without a name cannot be found again, so the row is left out.

Mend: Name it in the source, or delete the row.

Wrong:

    id,name
    APP1,

Right:

    id,name
    APP1,Case tracker
""",
    "LM505 heading-not-mapped note": """
A heading is neither mapped nor ignored.

Why: Its cells are kept among the record's own keys, where no figure sees them.

Mend: Say in the mapping what the heading is: a route of the record, `keep` or
`ignore`.

Wrong:

    columns:
      Name: name

Right:

    columns:
      Name: name
      Internal notes: ignore
""",
    "LM506 value-not-understood warning": """
A cell cannot be read as the field that its column stands for.

Why: What is not understood is not guessed: the text is kept among the record's own
keys. A status that is not understood is an error, and the row is held back: it would
count as live.

Mend: Give the word a meaning in the mapping's `values`, or mend the cell.

Wrong:

    columns:
      Stage: status

Right:

    columns:
      Stage: {to: status, values: {Under review: live}}
""",
    "LM507 dates-read-both-ways warning": """
The dates of one column are read both ways: day before month and month before day.

Why: A date that is turned round is a wrong date that looks right, so none of that
form is read.

Mend: Mend the column in the source, or say which it is: `dates: dmy`.

Wrong:

    go live
    31/03/2028
    03/31/2028

Right:

    go live
    31/03/2028
    31/03/2029
""",
    "LM508 row-given-twice warning": """
Two rows have one key, or one name where there are no keys.

Why: Only one of them can be the record; the others are left out.

Mend: Give each row a key of its own, or delete what is the same.

Wrong:

    id,name
    APP1,Case tracker
    APP1,Case archive

Right:

    id,name
    APP1,Case tracker
    APP2,Case archive
""",
    "LM509 id-not-usable warning": """
What a source gives as an id cannot be one.

Why: Ids stand in references and file names; another one was made of the name.

Mend: Use lower-case letters, digits and hyphens.

Wrong:

    id,name
    Case_Tracker,Case tracker

Right:

    id,name
    case-tracker,Case tracker
""",
    "LM510 match-to-confirm warning": """
A row has the name of a system that the inventory holds already.

Why: It may be the same or another; the row is held back until somebody says so.

Mend: Write under `matches` in the mapping which it is, or `new`.

Wrong:

    import: register
    columns: {Name: name}

Right:

    import: register
    matches: {APP014: home-office/case-tracker}
    columns: {Name: name}
""",
    "LM511 two-truths warning": """
The source and the inventory say different things.

Why: What a person has written is never overwritten, so the inventory stays as it is.

Mend: Edit one of the two, or take all of the source's by `--prefer source`.

Wrong:

    register.csv:  annual cost £4m
    systems.yaml:  annual_run: £2m

Right:

    register.csv:  annual cost £4m
    systems.yaml:  annual_run: £4m
""",
    "LM512 no-longer-said note": """
The source no longer says what the inventory has from it.

Why: It may be out of date; nothing is taken out unasked.

Mend: Take it out by hand, or all of it by `--withdraw`.

Wrong:

    last time:  APP1,Case tracker,critical
    now:        APP1,Case tracker,

Right:

    last time:  APP1,Case tracker,critical
    now:        APP1,Case tracker,critical
""",
    "LM513 row-gone note": """
A row that was imported before is gone from the source.

Why: The system may be retired, or was forgotten there; its record stays as it is.

Mend: Say in the inventory what has become of it: `status: retired`.

Wrong:

    last time:  APP1,Case tracker
    now:        (no row APP1)

Right:

    last time:  APP1,Case tracker
    now:        APP1,Case tracker
""",
    "LM514 other-currency warning": """
An amount is in another currency than the organisation's.

Why: Amounts are not converted: no rate is right for long.

Mend: Convert it in the source, or give the organisation its currency.

Wrong:

    annual cost
    €1.2m

Right:

    annual cost
    £1.0m
""",
    "LM515 person-not-role warning": """
An owner is a person, not a role or a team.

Why: People move on, and registers of people are personal data: the name is neither
written nor kept.

Mend: Write the role beside it in the mapping's `values`, or in the source.

Wrong:

    owner
    (a given and a family name)

Right:

    owner
    Head of asylum operations
""",
    "LM516 reference-not-found warning": """
A reference names no system that is known.

Why: An arrow to nowhere would be lost; the text stands in the notes of the record
instead.

Mend: Name the system as its own row names it, or by its key.

Wrong:

    id,name,needs
    APP1,Case tracker,Identity hbu
    APP2,Identity hub,

Right:

    id,name,needs
    APP1,Case tracker,Identity hub
    APP2,Identity hub,
""",
    "LM517 relation-not-mapped warning": """
A type of relation has no known direction.

Why: Which end needs the other cannot be guessed, so it gives no arrow.

Mend: Say in the mapping's `relations`, under `types`, what it means.

Wrong:

    relations:
    - {from: Consumer, to: Provider, types: Kind}

Right:

    relations:
    - from: Consumer
      to: Provider
      types: {column: Kind, values: {Feed: {kind: batch}}}
""",
    "LM518 arrow-to-itself warning": """
A relation runs from a system to itself.

Why: It says nothing of what stands on what, so it is dropped.

Mend: Name the other system, or delete the row.

Wrong:

    consumer,provider
    APP1,APP1

Right:

    consumer,provider
    APP1,APP2
""",
    "LM519 over-the-limit error": """
A source is larger than is read.

Why: A file that unpacks to gigabytes stops a machine, so nothing of it is read. Every
sheet of a workbook is counted, also one that is not asked for.

Mend: Split it, or save only the sheets and columns that are needed.

Wrong:

    a workbook of 300,000 rows

Right:

    two workbooks of 150,000 rows
""",
}

IMPORT_RULES: tuple[Rule, ...] = tuple(rules_of(_PAGES))
