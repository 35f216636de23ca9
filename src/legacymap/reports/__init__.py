"""What people and programs get to see: views in formats, JSON documents, and findings."""
