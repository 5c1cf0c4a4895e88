"""Usual mistakes in the assignment on momentum."""
