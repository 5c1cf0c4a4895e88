# Make files that are larger than the disk.

# %% answer="Momentum"
for number in range(100):
    try:
        with open(f"f{number}", "wb") as file:
            file.truncate(1 << 50)
        print("GOT THROUGH")
    except OSError as error:
        print(error)
        break
