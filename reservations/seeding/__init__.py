"""What `manage.py seed` makes: the mission's morning (demo.py), or a venue full of history (bulk.py)."""
