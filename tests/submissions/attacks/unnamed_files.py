# Fill the disk with files that have no name any more.

# %% answer="Momentum"
import os

held, written = [], 0
try:
    for number in range(250):
        held.append(open(f"f{number}", "wb", buffering=0))
        os.unlink(f"f{number}")
        for _ in range(15):
            written += held[-1].write(bytes(1 << 20))
except OSError as error:
    print(error)
if written > 300 << 20:
    print("GOT THROUGH:", written)
