# Files whose names are no text.

# %% answer="Momentum"
import os

for name in (b"\xff\xfe", b"a\nb", b"-rf", b"x" * 255, "\u202emomentum".encode()):
    try:
        os.makedirs(name + b"/" + name)
    except OSError as error:
        print(error)
