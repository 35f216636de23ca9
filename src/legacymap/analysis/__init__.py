"""One file a question: the stages in order, read once and remembered; nothing here prints."""
