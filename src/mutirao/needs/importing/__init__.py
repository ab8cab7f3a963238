"""Answers from files of any make: read a table, find out what its columns are, and turn rows into answers."""
