"""What views are made of: one question of the reader a file."""
