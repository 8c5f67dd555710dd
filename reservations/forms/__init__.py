"""What staff may type, and nothing else: one module for each page that asks."""
