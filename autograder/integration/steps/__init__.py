"""Steps that stand in for nbgrader's own while it autogrades, one a file, in their order."""
