"""From endoflife.date's API to a catalogue. Loaded only by the verb that updates: nothing else fetches."""
