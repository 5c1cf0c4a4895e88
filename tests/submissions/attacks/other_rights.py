# Give a file rights that whoever runs it has.

# %% answer="Momentum"
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if (libc.chmod(b".", 0o4777) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: chmod")
if (libc.chown(b".", 1, 1) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: chown")
if (libc.setxattr(b".", b"user.x", b"1", 1, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: setxattr")
if (libc.fchmodat(-100, b".", 0o777, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: fchmodat")
