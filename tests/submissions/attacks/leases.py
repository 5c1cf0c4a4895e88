# Be told whenever somebody else opens a file.

# %% answer="Momentum"
import fcntl
import os

file = open(os.__file__)
for command in (fcntl.F_SETLEASE, fcntl.F_NOTIFY, fcntl.F_SETSIG, fcntl.F_SETOWN):
    try:
        fcntl.fcntl(file, command, 1)
        print("GOT THROUGH:", command)
    except OSError as error:
        print(error)
