"""What the record lacks about its incidents."""

from legacymap.domain.inventory import Record
from legacymap.domain.nearest import listed
from legacymap.domain.system import Incident
from legacymap.scoring.derive.recorded_issues import incident_levels
from legacymap.scoring.facts import Facts

_WHERE = "(incidents)"


def missing(record: Record, facts: Facts) -> str | None:
    """The incidents, or the date and severity of each that keeps the criterion open."""
    incidents = record.system.incidents
    if not incidents:
        return f"List the incidents of the last three years, or an empty list where there were none {_WHERE}"
    weighed = [(incident, incident_levels(incident, facts.as_of)) for incident in incidents]
    floor = max(levels.low for _, levels in weighed)
    asked = [_asked(incident) for incident, levels in weighed if levels.high > floor]
    return f"Give {'; '.join(dict.fromkeys(asked))} {_WHERE}"


def _asked(incident: Incident) -> str:
    lacking = [
        *(["the date"] if incident.date is None else []),
        *(["the severity"] if incident.severity is None else []),
    ]
    severity = f"the {incident.severity}" if incident.severity else "the"
    day = f" of {incident.date}" if incident.date else " without a date"
    return f"{listed(lacking, 'and')} of {severity} incident{day}"
