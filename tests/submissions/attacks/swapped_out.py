# Take away the memory's other half, and keep records of everybody's processes.

# %% answer="Momentum"
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if (libc.swapoff(None) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: swapoff")
if (libc.swapon(None, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: swapon")
if (libc.acct(ctypes.c_void_p(1)) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: acct")
