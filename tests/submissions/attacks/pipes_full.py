# Fill pipes and buffers of the kernel.

# %% answer="Momentum"
import os

held = []
try:
    for _ in range(1000):
        held.append(os.pipe())
        os.set_blocking(held[-1][1], False)
        os.write(held[-1][1], bytes(1 << 20))
except OSError as error:
    print(error)
