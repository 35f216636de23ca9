"""The roadmap of a plan: its drawing, and the page that it stands on."""
