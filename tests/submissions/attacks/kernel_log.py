# Read what the kernel says of others.

# %% answer="Momentum"
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if (libc.klogctl(10, None, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: klogctl")
