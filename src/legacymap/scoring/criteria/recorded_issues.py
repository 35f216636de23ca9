"""What has gone wrong of late (method, section 2)."""

from datetime import date

from legacymap.domain.assessment import Levels
from legacymap.domain.dates import years_on
from legacymap.domain.inventory import Record
from legacymap.domain.nearest import listed
from legacymap.domain.system import Incident
from legacymap.scoring.criteria.bounds import worst
from legacymap.scoring.facts import Facts

_LEVELS = {"severe": (5, 5), "major": (4, 4), "moderate": (3, 3), "minor": (2, 2), None: (2, 5)}


def levels(record: Record, facts: Facts) -> Levels | None:
    """The worst incident of the last three years; None when nobody knows (method, section 2)."""
    incidents = record.system.incidents
    if incidents is None:
        return None
    if not incidents:
        return Levels(1, 1, "the record states that there were no incidents")
    return worst([incident_levels(incident, facts.as_of) for incident in incidents])


def incident_levels(incident: Incident, as_of: date) -> Levels:
    """The levels from 1 to 6 that one incident allows.

    It counts when some day that its date may mean lies in the three years before the as-of date, and perhaps
    when it is undated. An incident wholly after the as-of date had not happened yet.
    """
    low, high = _LEVELS[incident.severity]
    what = f"{incident.severity} incident" if incident.severity else "incident of unstated severity"
    if incident.ongoing:
        return Levels(6, 6, f"{what} still going on")
    if incident.date is None:
        return Levels(1, high, f"undated {what}")
    if incident.date.first > as_of:
        return Levels(1, 1, f"{what} of {incident.date}, after {as_of}")
    if incident.date.last < years_on(as_of, -3):
        return Levels(1, 1, f"{what} of {incident.date}, more than three years ago")
    return Levels(low, high, f"{what} of {incident.date}")


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
