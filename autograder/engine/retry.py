"""How often a notebook is run when something from outside ends it: the one policy for all of it.

A system that runs out of memory may kill a student's process, what starts such processes, or a
worker with all that it runs; no student must pay for that. But what a notebook does to its own
process, it does every time. So a notebook is run at most `ATTEMPTS` times in all, whatever ended
the runs before and on whichever machine: `grading.notebook` counts the runs whose process was lost,
and a job whose worker was lost carries on with one attempt less (`scheduling.prefetch`).
"""

ATTEMPTS = 4
