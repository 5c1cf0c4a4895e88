"""Usual mistakes, a folder an assignment: what they do, and what to say about them."""
