"""What a batch of grading outlives, tried at random moments; see `tests.soak.__main__`."""
