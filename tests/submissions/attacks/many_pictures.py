# Show pictures until the notebook is too large for anybody.

# %% answer="Momentum"
import base64

from IPython.display import Image

pixel = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
for _ in range(100):
    display(Image(data=pixel + bytes(500_000), format="png"))
