"""Files that the venue's previous system left behind: one reader per format (docs/rules.md, "Import")."""
