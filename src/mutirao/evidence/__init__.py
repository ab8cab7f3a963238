"""Indicators of communities and territories, with year, source and edition.

Words: an **indicator** is what is measured, a **figure** one value of it for one year.
May import action_lines, movement, skills, translation, discussion, accounts, sources and base.
"""
