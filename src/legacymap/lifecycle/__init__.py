"""The catalogue of support dates: which files are shipped, how they add up, and what matches a technology."""
