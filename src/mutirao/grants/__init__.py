"""Who gives money, for what, and whether they take applications now.

Words: a **programme** gives money, a **track** says for what. Facts of real programmes only; Mutirão moves no money.
May import action_lines, movement, skills, translation, discussion, accounts, sources and base.
"""
