# Announce a message of four gigabytes on every pipe.

# %% answer="Momentum"
import os

for number in range(3, 100):
    try:
        os.write(number, b"\xff\xff\xff\xff" + b"x" * 1000)
    except OSError:
        pass
