# Reach the answer key by a path that leads through other folders.

# %% answer="Momentum"
import os

for way in ("/proc/self/root", "/proc/self/cwd/../../../..", "/usr/../", "/dev/fd/../.."):
    try:
        print("GOT THROUGH:", open(way + "{ROOT}/solutions/momentum.py").read(20))
    except OSError as error:
        print(error)
try:
    os.chdir("{ROOT}")
    print("GOT THROUGH:", open("solutions/momentum.py").read(20))
except OSError as error:
    print(error)
