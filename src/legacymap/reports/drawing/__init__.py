"""The dependency map drawn: where each thing goes, and how it looks as SVG."""
