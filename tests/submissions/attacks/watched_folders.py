# Watch what happens in the class's folder, and which pages of the key are in memory.

# %% answer="Momentum"
import ctypes
import mmap
import os

libc = ctypes.CDLL(None, use_errno=True)
watch = libc.inotify_init1(0)
if watch >= 0 and libc.inotify_add_watch(watch, b"{COURSE}", 0xFFF) >= 0:
    print("GOT THROUGH: inotify")
number = os.open(os.__file__, os.O_RDONLY)
if libc.posix_fadvise(number, 0, 0, 4) == 0:
    print("GOT THROUGH: fadvise")
seen = ctypes.create_string_buffer(1)
mapped = mmap.mmap(number, 4096, prot=mmap.PROT_READ)
if libc.madvise(ctypes.c_void_p(0), 0, 21) == 0:
    print("GOT THROUGH: madvise")
try:
    os.preadv(number, [bytearray(1)], 0, os.RWF_NOWAIT)
    print("GOT THROUGH: preadv2")
except OSError as error:
    print(error)
