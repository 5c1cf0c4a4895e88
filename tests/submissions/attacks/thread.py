# Leave a thread that writes on while questions are asked.

# %% answer="Momentum"
import threading


def flood():
    while True:
        print("6.0")


threading.Thread(target=flood, daemon=True).start()
