# Open a file by its number, whatever hides its name.

# %% answer="Momentum"
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
if os.uname().machine == "x86_64" and (libc.syscall(304, -100, ctypes.create_string_buffer(24), 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
if os.uname().machine == "x86_64" and (libc.syscall(303, -100, b".", ctypes.create_string_buffer(24), None, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
