# Use calls that the filter may not know yet.

# %% answer="Momentum"
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if (libc.syscall(437, -100, b"/", ctypes.create_string_buffer(24), 24) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
if (libc.syscall(442, -100, b"/", 0, None, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
if (libc.syscall(451, 0, None, None, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
if (libc.syscall(467, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
