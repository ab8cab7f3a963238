"""Pages of action lines, sign-ups and open tasks."""
