# Leave something in memory that outlives the process.

# %% answer="Momentum"
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if (libc.shmget(1, 4096, 0o1600) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: shmget")
if (libc.msgget(1, 0o1600) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: msgget")
if (libc.semget(1, 1, 0o1600) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: semget")
if (libc.memfd_create(b"x", 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: memfd_create")
