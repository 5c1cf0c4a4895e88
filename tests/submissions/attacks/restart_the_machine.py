# Restart the machine; the argument is none that does it.

# %% answer="Momentum"
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if (libc.reboot(1) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: reboot")
