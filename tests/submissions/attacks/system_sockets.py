# Send a message to a service of the system from one end of a pair of sockets.

# %% answer="Momentum"
import socket

try:
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    here.sendto(b"<0>from a student", "/dev/log")
    print("GOT THROUGH")
except OSError as error:
    print(error)
