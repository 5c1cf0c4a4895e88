# Make a device and read the kernel's own memory of events, or a disk, through it.

# %% answer="Momentum"
import os
import stat

for kind, number in ((stat.S_IFCHR, os.makedev(1, 11)), (stat.S_IFBLK, os.makedev(254, 0))):
    for name in ("device", "/dev/shm/device", "/tmp/device"):
        try:
            os.mknod(name, kind | 0o600, number)
            print("GOT THROUGH: a device", name)
        except OSError as error:
            print(error)
