"""Settings stand where nobody reads them.

Why: Only the file `legacymap.yaml` at the root of a PATH sets defaults. Settings
elsewhere have no effect, and whoever wrote them believes that they have.

Mend: Move them to `legacymap.yaml` at the root, or name their folder as a PATH.

Wrong:

    # home-office/asylum/legacymap.yaml, with the PATH home-office
    settings: {prior: uniform}

Right:

    # home-office/legacymap.yaml, with the PATH home-office
    settings: {prior: uniform}
"""

from collections.abc import Iterator
from dataclasses import replace

from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import Context

CODE = "LM303"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every place of settings that are not in `legacymap.yaml` at the root of a PATH."""
    for route in context.stray_settings:
        yield Fault(
            "stray-settings",
            "These settings are not used: only those in `legacymap.yaml` at the root of a PATH are",
            replace(route, on_key=True),
            "Move them there, or name their folder as a PATH.",
            subject=("settings",),
        )
