"""How long sharing takes beside a scan, and what reconciling finds of what was planted, at 10,000 systems."""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from legacymap.analysis.dock import Docking, dock
from legacymap.analysis.reconcile import reconcile
from legacymap.analysis.request import Request
from legacymap.analysis.scan import scan
from legacymap.analysis.share import Choice, share
from tests.sharing.federation import Federation
from tests.sharing.test_reconcile import found_in, rates

DAY = date(2026, 11, 22)
DEPARTMENTS, SYSTEMS, PLANTED = 40, 10_000, 40


def timed(name: str, work: Callable[[], object], beside: float = 0.0) -> float:
    """The processor time of some work, printed, with its ratio to that of a scan."""
    started = time.process_time()
    work()
    seconds = time.process_time() - started
    ratio = f", {seconds / beside:.2f} scans" if beside else ""
    sys.stdout.write(f"{name}: {seconds:.2f} s{ratio}\n")
    return seconds


def main() -> None:
    """Prints the ratios, then recall and precision by kind."""
    with TemporaryDirectory() as temporary:
        place = Path(temporary)
        home = place / "home"
        Federation(DEPARTMENTS, SYSTEMS, 5).write(home)
        one = timed("scan", lambda: scan(Request((home,), DAY)))
        timed("share", lambda: share(Request((home,), DAY), Choice("government"), place / "all"), one)
        returns = [place / f"return-{each.name}" for each in sorted(home.iterdir())]
        for each, output in zip(sorted(home.iterdir()), returns, strict=True):
            share(Request((each,), DAY), Choice("government"), output)
        timed("dock", lambda: dock(Docking(tuple(returns), place / "docked", DAY)), one)
        timed("reconcile", lambda: reconcile(Request((place / "docked",), DAY)), one)
        planted = Federation(DEPARTMENTS, SYSTEMS, 7)
        planted.plant_all(PLANTED)
        planted.write(place / "planted")
        found = found_in(reconcile(Request((place / "planted",), DAY)))
        for kind, (recall, precision) in rates(planted.truth, found).items():
            sys.stdout.write(f"{kind}: recall {recall:.1%}, precision {precision:.1%}\n")


if __name__ == "__main__":
    main()
