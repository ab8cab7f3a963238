"""Pages of needs, one file per noun."""
