"""What an inventory is written out to for other people and other tools, a target a file."""
