# Take all memory.

# %% answer="Momentum"
hoard = []
while True:
    hoard.append(bytearray(1 << 28))
