"""The read-only API: every table of open data as it is now, in pages and row by row.

What leaves and what it is called stands in each context's ``open_data.py``; nothing is said twice.
"""
