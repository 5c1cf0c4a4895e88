"""Usual mistakes in the assignment on the toy example."""
