"""Grading one notebook: its run, its questions, and what is written below its cells."""
