"""An answer on an inventory of which nothing has changed since it was given: it is given again."""

from collections.abc import Callable
from pathlib import Path

from legacymap.analysis.result_cache import OutputCache, OutputRecorder, inputs_digest, key_of
from legacymap.cli.options import CommonOptions
from legacymap.cli.output import deliver, heard_by, marked, note


def answered_again(asked: CommonOptions, words: tuple[object, ...], answer: Callable[[], int]) -> int:
    """The exit code of `answer`, or of an earlier run that was asked the same of the same files.

    `words` are what the command was asked beside the shared flags. What the earlier run said is said again,
    on stderr too; otherwise what `answer` says is kept. Only for what is the same on every screen.
    """
    request = asked.request()
    found = inputs_digest(request)
    if found is None:
        return answer()
    is_marked = bool(marked("", "csv", asked.output)) and asked.bom == "on"
    flags = (asked.strict, asked.quiet, is_marked, request.framework, request.lifecycle, request.prior)
    key = key_of(found, words, flags, request.paths, request.as_of, request.reach_decay, Path.cwd())
    kept = OutputCache()
    earlier = kept.found(key)
    if earlier is not None:
        for said in earlier.notes:
            note(*said)
        if earlier.text is not None:
            deliver(earlier.text, asked.output)
        return earlier.code
    said_now = OutputRecorder()
    with heard_by(said_now):
        code = answer()
    if inputs_digest(request) == found:  # nobody has written to it meanwhile
        kept.keep(key, code, said_now)
    return code
