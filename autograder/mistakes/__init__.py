"""Usual mistakes, one file an assignment: what they do, and what to say about them."""
