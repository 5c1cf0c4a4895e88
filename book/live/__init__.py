"""What a live page fetches when somebody writes in it: Python for browsers, NumPy and the kit."""
