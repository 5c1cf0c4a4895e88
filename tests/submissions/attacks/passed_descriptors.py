# Have somebody else pass an open file.

# %% answer="Momentum"
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if (libc.recvmsg(0, None, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: recvmsg")
if (libc.sendmsg(1, None, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: sendmsg")
if (libc.syscall(438, 0, 0, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
