"""Usual mistakes in the assignment on the interview questions."""
