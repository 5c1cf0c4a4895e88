"""Usual mistakes in the assignment beyond Adam."""
