"""Mutants: the key with one small thing changed, thousands of them, and what is said of each.

``python -m tests.mutants`` judges them all; see `__main__`.
"""
