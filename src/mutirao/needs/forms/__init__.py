"""Input of needs, one file per noun."""
