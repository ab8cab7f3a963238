"""What communities need: so far, what earlier work found.

Words: an **earlier assessment** was made by others, before this platform; its **findings** are what it said, about
a place and a year.
May import societies, evidence, action_lines, movement, skills, translation, discussion, accounts, sources and base.
"""
