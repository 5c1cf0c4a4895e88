# Mount something over the class's folder.

# %% answer="Momentum"
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if (libc.mount(None, None, None, 0, None) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: mount")
if (libc.umount2(None, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: umount2")
if (libc.pivot_root(b".", b".") != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: pivot_root")
if (libc.chroot(b".") != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: chroot")
