"""People: sign-in, roles, preferences, notices, and a person's own data.

Words: a **role** is granted to a person in a **space** (any reference), for a time, and can be asked for with
evidence; a **notice** is a short message in a person's inbox at ``/me/``. May import base and sources.
"""
