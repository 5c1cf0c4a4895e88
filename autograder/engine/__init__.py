"""Running code that is not trusted: a child process, plain data across, the verdict on this side.

Nothing here knows an optimizer, a question or nbgrader. Read in this order: wire, sandbox,
worker (the child), session (the parent).
"""
