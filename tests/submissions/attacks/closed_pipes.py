# Close every pipe.

# %% answer="Momentum"
import os

os.closerange(0, 1000)
