# Reach other machines, and servers on this one.

# %% answer="Momentum"
import socket
import urllib.request

with socket.create_connection(("127.0.0.1", 8888), timeout=1) as connection:
    connection.sendall(b"PUT /formgrader/api/grade")
urllib.request.urlopen("http://localhost:8888/", timeout=1)
