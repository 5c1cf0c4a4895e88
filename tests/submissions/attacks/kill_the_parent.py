# Kill the process that started this one, and its group.

# %% answer="Momentum"
import os
import signal

os.kill(os.getppid(), signal.SIGKILL)
os.killpg(0, signal.SIGKILL)
os.kill(-1, signal.SIGKILL)
