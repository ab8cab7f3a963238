"""Pages that join contexts: the hub, support, the frame of every page, errors, root addresses, the stylesheet.

May import every context; nothing imports it.
"""
