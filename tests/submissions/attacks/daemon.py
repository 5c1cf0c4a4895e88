# Leave something behind that outlives the run.

# %% answer="Momentum"
import os
import subprocess
import sys

subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    while True:
        pass
