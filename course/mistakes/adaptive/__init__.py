"""Usual mistakes in the assignment on adaptive methods."""
