"""Taking a submission in: copied once as plain files, its notebook found, its cells put right.

What is wrong with it becomes a sentence for the student; nothing here raises over a submission, and
nothing that a student wrote is lost. Read in this order: staging, reading, repair.
"""
