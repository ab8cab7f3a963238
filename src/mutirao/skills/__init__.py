"""Frameworks of skills and capacities: trees, levels, labels by language, crosswalks between vocabularies.

Words: a **skill** is what a person can do, a **capacity** what a group can do; both live in a **framework**.
May import translation, discussion, accounts, sources and base.
"""
