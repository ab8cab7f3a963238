"""The recommendation, its three action lines, their demands, open tasks, and the people who sign up.

Words: an **action line** has **demands**; an **open task** comes from a real gap; a **sign-up** is a person's or a
group's commitment, always with an owner and a next step. May import movement, skills, translation, discussion,
accounts, sources and base.
"""
