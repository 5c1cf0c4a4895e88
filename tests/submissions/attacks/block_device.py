# Make the node of a disk, to read all that is on it.

# %% answer="Momentum"
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if (libc.mknod(b"disk", 0o60600, 0x800) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: mknod")
if (libc.mknodat(-100, b"disk", 0o60600, 0x800) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: mknodat")
