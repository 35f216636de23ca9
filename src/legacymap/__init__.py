"""legacymap maps legacy systems, scores their risk and plans their update.

`legacymap.load(paths)` reads an inventory for notebooks and programs (`legacymap.api`).
"""

__version__ = "0.1.0"
_DOOR = ("Estate", "RequestError", "Result", "load")


def __getattr__(name: str) -> object:
    """What `legacymap.api` offers, loaded when it is first asked for: `--version` waits for none of it."""
    if name in _DOOR:
        from importlib import import_module  # noqa: PLC0415 - takes a tenth of what `--version` takes

        return getattr(import_module("legacymap.api"), name)
    message = f"module `legacymap` has no attribute `{name}`"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted([*globals(), *_DOOR])
