"""The class at a glance: one page and its tables, of what the gradebook and the notebooks say."""
