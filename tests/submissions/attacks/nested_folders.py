# Nest folders deeper than a path can be long, so that nobody can remove them.

# %% answer="Momentum"
import os

for _ in range(3000):
    os.mkdir("d")
    os.chdir("d")
