"""Annotated articles for people to look at."""
