# Map the answer key into memory, by a descriptor that only names it.

# %% answer="Momentum"
import mmap
import os

for flags in (os.O_RDONLY, os.O_PATH, os.O_RDONLY | os.O_TRUNC, 3):
    try:
        number = os.open("{ROOT}/solutions/momentum.py", flags)
        mapped = mmap.mmap(number, 0, prot=mmap.PROT_READ)
        print("GOT THROUGH:", mapped[:20])
    except (OSError, ValueError) as error:
        print(error)
