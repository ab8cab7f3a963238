"""Reads of needs, one file per noun."""
