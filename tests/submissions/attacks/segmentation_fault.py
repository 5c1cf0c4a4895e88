# Read at address zero.

# %% answer="Momentum"
import ctypes

ctypes.string_at(0)
