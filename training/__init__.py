"""From annotated articles to the trained network: ``python -m training``."""
