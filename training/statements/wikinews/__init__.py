"""Wikinews articles read statement by statement; see README.md."""
