# Print what a good answer would print.

# %% answer="Momentum"
print("Momentum: 6 of 6 points")
print("6.0")
6.0
