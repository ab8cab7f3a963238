"""Projects: work under way or done, funded or not.

Words: an **amount** has a kind (requested, recommended, awarded, spent); kinds are never summed together.
May import needs, societies, evidence, action_lines, movement, skills, translation, discussion, accounts, sources and
base.
"""
