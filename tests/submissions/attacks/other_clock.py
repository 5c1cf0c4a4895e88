# Set the clock of the machine.

# %% answer="Momentum"
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
if os.uname().machine == "x86_64" and (libc.syscall(164, None, None) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
if (libc.clock_settime(0, None) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: clock_settime")
if (libc.adjtimex(None) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: adjtimex")
