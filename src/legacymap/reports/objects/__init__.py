"""What JSON documents are made of: the shape of each object, and the value that fills it."""
