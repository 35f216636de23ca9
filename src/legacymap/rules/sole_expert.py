"""One person seems to be all who know a system, and its score does not say so.

Why: The text of the record speaks of a single person who knows the system, or of one
who has left. That is a shortage of skills, but the criterion is not assessed, or
assessed in the lower half of its scale. Only plain wordings are noticed.

Mend: Assess the skills again. Where the text misleads, reword it or waive the
finding.

Wrong:

    notes: Only one developer still knows the batch suite.

Right:

    notes: Only one developer still knows the batch suite.
    assessment: {scores: {skills: 5}}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Record
from legacymap.estate.arrows import belongs
from legacymap.rules.context import Evidence
from legacymap.rules.sole_experts import names_a_sole_expert

CODE = "LM412"
SEVERITY: Severity = "warning"
_CRITERION = "skills"


def check(evidence: Evidence) -> Iterator[Fault]:
    """Every text on a lone expert in a record whose skills are unknown or in the lower half of the scale."""
    judged = evidence.framework.by_word.get(_CRITERION)
    if judged is None:
        return
    group, criterion = judged
    place = evidence.framework.criteria.index(judged)
    for record in evidence.inventory.records.values():
        assessment = evidence.assessments.get(record.id)
        score = assessment.criteria[place] if assessment else None
        is_spared = score is None or (score.basis != "unknown" and 2 * score.high > group.low + group.high)
        for path, text in _texts(record, evidence.framework) if belongs(record) and not is_spared else ():
            if names_a_sole_expert(text):
                yield Fault(
                    "sole-expert",
                    f"One person seems to be all who know the system; `{criterion.id}` does not say so",
                    record.at(*path),
                    f"Assess `{criterion.id}` again; where the text misleads, reword it.",
                    record.id,
                    path,
                    f"The text of the record and its score of `{criterion.id}` do not fit together",
                )


def _texts(record: Record, framework: Framework) -> Iterator[tuple[Path, str]]:
    """What the record says of itself, and as evidence of its skills."""
    for key, text in (("description", record.system.description), ("notes", record.system.notes)):
        yield (key,), text or ""
    assessment = record.system.assessment
    for key, score in ((assessment and assessment.scores) or {}).items():
        pair = framework.by_word.get(key)
        if score is not None and pair is not None and pair[1].id == _CRITERION:
            yield ("assessment", "scores", key, "evidence"), score.evidence or ""
