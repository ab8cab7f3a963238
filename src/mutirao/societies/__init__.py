"""Societies: the speakers of a language in a territory, and which communities serve them.

May import evidence, action_lines, movement, skills, translation, discussion, accounts, sources and base.
"""
