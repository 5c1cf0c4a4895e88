# Ask for more memory than the machine has, in every way.

# %% answer="Momentum"
import mmap

held = []
try:
    for _ in range(100):
        held.append(mmap.mmap(-1, 1 << 30))
        held[-1][:: 1 << 12] = bytes(1 << 18)
        if len(held) > 5:
            print("GOT THROUGH:", len(held))
            break
except (OSError, MemoryError, ValueError) as error:
    print(error)
