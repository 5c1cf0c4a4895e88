# Leave something in the times of a file.

# %% answer="Momentum"
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if (libc.utimes(b".", None) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: utimes")
if (libc.utimensat(-100, b".", None, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: utimensat")
