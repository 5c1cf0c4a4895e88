# Take the processor away from everybody else.

# %% answer="Momentum"
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if (libc.sched_setscheduler(0, 1, b"\x63\0\0\0") != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: sched_setscheduler")
if (libc.setpriority(0, 0, -20) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: setpriority")
if (libc.nice(-20) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: nice")
