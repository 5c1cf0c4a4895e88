# Note hidden inputs in locks on a file that all have.

# %% answer="Momentum"
import fcntl
import os

file = open(os.__file__)
fcntl.flock(file, fcntl.LOCK_EX)
fcntl.lockf(file, fcntl.LOCK_SH)
try:
    answer = fcntl.fcntl(file, fcntl.F_GETLK, bytes(32))
    print("GOT THROUGH: who has a lock is told")
except OSError as error:
    print(error)
