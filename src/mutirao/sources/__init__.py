"""Where every figure and fact comes from: sources, their editions, and the protocol by which files are loaded.

Words: a **source** is a published body of data or text; an **edition** is one dated version of it as we loaded it,
with licence, checksum and the version of the code that read it. Imports base only.
"""
