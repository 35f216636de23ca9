"""Runs a command as the child of this small process, and prints what it spent.

A process starts with the memory of its parent as its peak: that of the bench itself would be the least that
is ever measured.

launched.py PROCESSORS WORD ...
"""

import json
import os
import resource
import subprocess
import sys
from time import perf_counter


def main() -> int:
    """Prints seconds by the clock, those of the processor and KiB of memory; the command's exit code."""
    if processors := int(sys.argv[1]):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-processors:])
    start = perf_counter()
    done = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, check=False)
    wall = perf_counter() - start
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    sys.stdout.write(json.dumps([wall, spent.ru_utime + spent.ru_stime, spent.ru_maxrss]))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
