"""What mistakes of several assignments are made with."""
