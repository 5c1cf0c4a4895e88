# Open so many files that nobody can open another.

# %% answer="Momentum"
import os

held = []
try:
    while len(held) < 100_000:
        held.append(os.open(os.devnull, os.O_RDONLY))
except OSError as error:
    print(error)
if len(held) > 1000:
    print("GOT THROUGH:", len(held))
