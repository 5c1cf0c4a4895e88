# Put the course on the path first.

# %% answer="Momentum"
import sys

sys.path.insert(0, "{ROOT}")
from solutions import HeavyBall, Momentum, Nesterov, NesterovShifted, eta_max, heavy_ball_lr
