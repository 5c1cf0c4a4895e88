"""Usual mistakes in the assignment on why descent."""
