# Write into a gradebook.

# %% answer="Momentum"
import sqlite3

with sqlite3.connect("{COURSE}/gradebook.db") as book:
    book.execute("CREATE TABLE IF NOT EXISTS grade (auto_score)")
    book.execute("UPDATE grade SET auto_score = 6")
