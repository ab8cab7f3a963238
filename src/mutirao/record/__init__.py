"""Past discussions: where something was discussed, by whom, what was said, and what came of it.

Words: a **discussion** happened elsewhere (a talk page, a forum, a call); its **posts** were written by people
there; its **outcomes** point to the demand, project or resource that came of it. A thread on this platform is
something else: see ``discussion``.
May import learning, projects, needs, societies, evidence, action_lines, movement, skills, translation, discussion,
accounts, sources and base.
"""
