"""From annotated articles to the trained statement extractor: ``python -m training.statements``."""
