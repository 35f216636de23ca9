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
_RECENT_YEARS = 3


def levels(record: Record, facts: Facts) -> Levels | None:
    """The worst incident of the last three years; None when nobody knows (method, section 2).

    One before that never counts as good news: where it is worse the level may be its own, unless the record
    states that every incident of the system's life is listed.
    """
    incidents = record.system.incidents
    if incidents is None:
        return None
    if not incidents:
        return Levels(1, 1, "the record states that there were no incidents")
    found = worst([incident_levels(incident, facts.as_of) for incident in incidents])
    earlier = max(incidents, key=lambda each: _earlier_level(each, facts.as_of))
    level = _earlier_level(earlier, facts.as_of)
    if level <= found.high or record.system.incidents_complete:
        return found
    phrase = f"{_named(earlier)} is more than three years ago"
    is_told = phrase in found.evidence
    return Levels(found.low, level, phrase if is_told else f"{found.evidence}; {phrase}")


def incident_levels(incident: Incident, as_of: date) -> Levels:
    """The levels from 1 to 6 that one incident allows for the last three years.

    It counts when some day that its date may mean lies in them, and perhaps when it is undated. An incident
    wholly after the as-of date had not happened yet, ongoing or not.
    """
    low, high = _LEVELS[incident.severity]
    if incident.date is not None and incident.date.first > as_of:
        return Levels(1, 1, f"{_named(incident)} is after {as_of}")
    if incident.ongoing:
        return Levels(6, 6, f"{_kind(incident)} is still going on")
    if incident.date is None:
        return Levels(1, high, _named(incident))
    if _is_earlier(incident, as_of):
        return Levels(1, 1, f"{_named(incident)} is more than three years ago")
    return Levels(low, high, _named(incident))


def _earlier_level(incident: Incident, as_of: date) -> int:
    """The level that an incident of more than three years ago had; the worst where nobody says which."""
    return _LEVELS[incident.severity][1] if _is_earlier(incident, as_of) and not incident.ongoing else 1


def _is_earlier(incident: Incident, as_of: date) -> bool:
    return incident.date is not None and incident.date.last < years_on(as_of, -_RECENT_YEARS)


def _named(incident: Incident) -> str:
    when = f"of {incident.date}" if incident.date else "without a date"
    return f"{_kind(incident)} {when}"


def _kind(incident: Incident) -> str:
    return f"a {incident.severity} incident" if incident.severity else "an incident of unstated severity"


_WHERE = "(incidents)"


def missing(record: Record, facts: Facts) -> str | None:
    """The incidents, or the date and severity of each that keeps the criterion open."""
    incidents = record.system.incidents
    if not incidents:
        return f"List the incidents of the last three years, or an empty list where there were none {_WHERE}"
    weighed = [(incident, incident_levels(incident, facts.as_of)) for incident in incidents]
    floor = max(levels.low for _, levels in weighed)
    asked = [_asked(incident) for incident, levels in weighed if levels.high > floor]
    whole = "state whether every incident of its life is listed (incidents_complete)"
    if not asked:
        return f"{whole[:1].upper()}{whole[1:]}"
    found = f"Give {'; '.join(dict.fromkeys(asked))} {_WHERE}"
    is_outdone = max(_earlier_level(incident, facts.as_of) for incident in incidents) > floor
    return f"{found}; {whole}" if is_outdone and not record.system.incidents_complete else found


def _asked(incident: Incident) -> str:
    lacking = [
        *(["the date"] if incident.date is None else []),
        *(["the severity"] if incident.severity is None else []),
    ]
    severity = f"the {incident.severity}" if incident.severity else "the"
    day = f" of {incident.date}" if incident.date else " without a date"
    return f"{listed(lacking, 'and')} of {severity} incident{day}"
