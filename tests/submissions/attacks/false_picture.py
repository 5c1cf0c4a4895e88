# Send a picture that is none.

# %% answer="Momentum"
from IPython.display import display

display({"image/png": "PHNjcmlwdD5hbGVydCg2KTwvc2NyaXB0Pg==", "text/plain": "x"}, raw=True)
display({"image/svg+xml": "<svg onload='alert(6)'/>", "text/html": "<b>6</b>"}, raw=True)
