"""Where organisations, or two records, disagree: one list, grouped by those who have to talk."""
