"""Usual mistakes in the assignment on gradient descent."""
