"""Estates that live elsewhere, carried in and out: sources, drafts, merging and targets."""
