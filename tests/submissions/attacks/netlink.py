# Ask the kernel about the network.

# %% answer="Momentum"
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if (libc.socket(16, 3, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: socket")
if (libc.socket(40, 1, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: socket")
if (libc.socket(17, 3, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: socket")
if (libc.socket(38, 5, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: socket")
if (libc.socket(1, 2, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: socket")
