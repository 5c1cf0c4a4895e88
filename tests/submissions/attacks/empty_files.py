# Take all the inodes of the disk: many files, with nothing in them.

# %% answer="Momentum"
number = 0
while True:
    number += 1
    open(f"{number}", "w").close()
