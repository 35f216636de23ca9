"""A view typeset by typst, from fonts that come with it, so that no font of the machine changes a byte."""
