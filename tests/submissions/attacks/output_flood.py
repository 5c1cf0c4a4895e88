# Print without end.

# %% answer="Momentum"
while True:
    print("6.0 " * 10_000)
