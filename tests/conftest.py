"""Properties are judged by what they say, never by the clock: machines are shared."""

from hypothesis import settings

settings.register_profile("house", deadline=None, max_examples=40)
settings.load_profile("house")
