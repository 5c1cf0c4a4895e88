# Have a process live on by the calls under fork.

# %% answer="Momentum"
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
if os.uname().machine == "x86_64" and (libc.syscall(57) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
if os.uname().machine == "x86_64" and (libc.syscall(56, 17, 0, 0, 0, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
if (libc.syscall(435, ctypes.create_string_buffer(88), 88) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
