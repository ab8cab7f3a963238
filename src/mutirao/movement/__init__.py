"""Communities, languages and territories of the movement.

Words: a **community** is a group of Wikimedians (a wiki, an affiliate, a hub, a group nobody has recognised yet);
what it declares (territories, languages, wikis) carries a source; what is undeclared is not known.
May import skills, translation, discussion, accounts, sources and base.
"""
