# Empty the instructor's files, in every way that opens none of them for writing.

# %% answer="Momentum"
import ctypes
import os

for path in ("{COURSE}/gradebook.db", "{COURSE}/nbgrader_config.py"):
    for attempt in (
        lambda: os.truncate(path, 0),
        lambda: os.open(path, os.O_RDONLY | os.O_TRUNC),
        lambda: os.open(path, 3 | os.O_TRUNC),
        lambda: os.open(path, 3),
    ):
        try:
            attempt()
            print("GOT THROUGH", path)
        except OSError as error:
            print(error)
    print(ctypes.CDLL(None).creat(path.encode(), 0o600))
