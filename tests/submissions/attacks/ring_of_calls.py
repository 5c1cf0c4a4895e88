# Have the kernel make calls that no filter sees.

# %% answer="Momentum"
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if (libc.syscall(425, 8, ctypes.create_string_buffer(200)) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
