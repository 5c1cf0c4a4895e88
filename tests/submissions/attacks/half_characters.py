# Text that is none: halves of characters, and signs that turn it round.

# %% answer="Momentum"
print("\ud83d", "\u202e", "\x00", "\x1b]0;title\x07")
diverges = "\ud83d"
raise ValueError("\udcff")
