"""Usual mistakes in the assignment on choosing."""
