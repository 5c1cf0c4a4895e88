# Ask for a function that nobody has lent.

# %% answer="Momentum"
SENT = {"callback": 10**9, "given": [["handle", -1]]}
# {FORGED}
