"""What leaves a department, how returns dock, and where two sides disagree."""
