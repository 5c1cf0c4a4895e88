# Read the key's source and run it.

# %% answer="Momentum"
exec(open("{ROOT}/solutions/momentum.py").read())
