"""The forms in which a class's work is downloaded, a module each: entries in, hand-ins out."""
