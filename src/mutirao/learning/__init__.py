"""The library: resources that somebody can learn from.

Words: a **resource** is a guide, course, module, video …, somewhere on the web; we hold what it is, not its text.
May import projects, needs, societies, evidence, action_lines, movement, skills, translation, discussion, accounts,
sources and base.
"""
