"""One module a verb: the stages in order. The door for users of Python; nothing here prints."""
