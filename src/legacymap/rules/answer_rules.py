"""The rules for answers that come back: each a code, the name of its fault, its weight, and its page.

They have no check: what breaks them is noticed on the way from a workbook's cells to the inventory.
"""

from legacymap.rules._rule import Rule, rules_of

_PAGES = {
    "LM601 cannot-be-edited warning": """
A value cannot be changed without changing what stands around it.

Why: Values from an anchor or a merge key stand elsewhere too, and blocks of text and
brackets with comments have a layout that only their writer knows; nothing of them is
touched.

Mend: Paste the text that the finding shows at the place that it names.

Wrong:

    costs: &usual {annual_run: £2m}
    x-others: *usual

Right:

    costs: {annual_run: £2m}
""",
    "LM602 answer-not-understood warning": """
An answer in a workbook that came back cannot be read as its field.

Why: A guess at what somebody meant would stand in the record as if they had said it.
Nothing of the row is written.

Mend: Ask once more: `--rejects FILE.xlsx` writes a workbook with only the rows that
were not taken, each with the reason beside it.

Wrong:

    What would one failure cost?   tbc

Right:

    What would one failure cost?   £4m
""",
    "LM603 answered-in-two-ways warning": """
An answer says something else than the record, or than another workbook.

Why: The record has changed since the question was asked, or two owners were asked and
do not agree. Which of them is right cannot be told from here; nothing is written.

Mend: Decide which is true, and write it in the record.

Wrong:

    on record: saas   answer: on-premises

Right:

    on record: saas   answer: saas
""",
    "LM604 system-gone warning": """
An answer is about a system that the inventory no longer holds.

Why: The record was taken out, or has another id since the question was asked.

Mend: Write the answer in the record under its new id, or drop it.

Wrong:

    the workbook asks about `harbours/tides`, which is now `harbours/tide-tables`

Right:

    the workbook asks about `harbours/tide-tables`
""",
    "LM605 workbook-altered warning": """
A workbook that came back is not as it was sent.

Why: Rows are known by a hidden key, and columns by their headings. A key that was not
sent or stands twice, a heading that was changed, or the systems of another inventory
leave it open what an answer is about; such rows are not read.

Mend: Answer in the rows that were sent; sorting and filtering them is fine.

Wrong:

    Key   System   Question   Reply

Right:

    Key   System   Question   Answer
""",
    "LM606 assessment-older-than-answer warning": """
A level was answered for an assessment that is older than the answer.

Why: The assessment has one date for all its levels. It stays as it is, so that the
other levels do not look as if somebody had judged them anew.

Mend: Review the whole assessment, then give it a new date.

Wrong:

    assessment:
      date: 2024-03-01
      scores: {skills: {score: 5, evidence: 'Platforms, 2026-11-20'}}

Right:

    assessment:
      date: 2026-11-20
      scores: {skills: {score: 5, evidence: 'Platforms, 2026-11-20'}}
""",
}

ANSWER_RULES: tuple[Rule, ...] = tuple(rules_of(_PAGES))
