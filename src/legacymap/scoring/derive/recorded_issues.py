"""What has gone wrong of late."""

from datetime import date

from legacymap.domain.assessment import Levels
from legacymap.domain.dates import years_on
from legacymap.domain.inventory import Record
from legacymap.domain.system import Incident
from legacymap.scoring.bounds import worst
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
