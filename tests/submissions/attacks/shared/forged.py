# Stands in the place of {FORGED} in an attack, below what it sends.
import struct

import msgpack


def forge(reply):
    """Write a reply of the grader's own form into every pipe there is."""
    import os

    body = msgpack.packb(reply)
    for number in range(3, 64):
        try:
            os.write(number, struct.pack("<I", len(body)) + body)
        except OSError:
            pass


class Momentum:
    def __init__(self, lr, beta): ...
    def init(self, w):
        return w

    def step(self, w, grad, v):
        forge(SENT)
        return w, v
