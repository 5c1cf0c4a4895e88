"""What stands in the place of nbgrader's own steps, and around a class's folder."""
