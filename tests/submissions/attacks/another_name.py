# Call the machine by another name.

# %% answer="Momentum"
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if (libc.sethostname(b"x", -1) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: sethostname")
if (libc.setdomainname(b"x", -1) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: setdomainname")
