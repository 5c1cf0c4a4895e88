# Fail with a message and a traceback of great length.

# %% answer="Momentum"
def deeper(n):
    return deeper(n + 1)


try:
    deeper(0)
except RecursionError as error:
    raise ValueError("6.0 " * 10_000_000) from error
