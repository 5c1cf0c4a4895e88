"""The examiner's side of the kit: what a question is, how an answer is tried and judged.

`descent.check` and the grader both come here, so they cannot judge differently.
"""
