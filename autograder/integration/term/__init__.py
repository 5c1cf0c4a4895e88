"""A class's term: its own settings and dates, what was released, and how marks came about."""
