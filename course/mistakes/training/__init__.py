"""Usual mistakes in the assignment on training a network."""
