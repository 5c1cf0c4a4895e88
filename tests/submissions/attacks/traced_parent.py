# Trace the process that judges, and read its memory.

# %% answer="Momentum"
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
if (libc.ptrace(16, os.getppid(), 0, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: ptrace")
if (libc.process_vm_readv(os.getppid(), None, 0, None, 0, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: process_vm_readv")
