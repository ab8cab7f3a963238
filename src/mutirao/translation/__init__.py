"""Translations of text that people write, offered and published one text at a time.

Words: an **offer** is somebody's translation of one field of one object, made from one state of its original;
publishing it tells the owner's handler, which writes the column. May import discussion, accounts, sources and base.
"""
