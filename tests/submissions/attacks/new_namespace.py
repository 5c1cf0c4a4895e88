# Be root in a namespace of one's own.

# %% answer="Momentum"
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if (libc.unshare(0x10000000) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: unshare")
if (libc.unshare(0x20000) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: unshare")
if (libc.setns(0, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: setns")
