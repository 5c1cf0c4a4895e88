# Start threads until the machine has no numbers for processes left.

# %% answer="Momentum"
import threading
import time

threading.stack_size(32768)
try:
    for number in range(3000):
        threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
except RuntimeError as error:
    print(error)
