"""``Article`` -> ``Annotated`` -> ``Alert``: everything that decides, as functions of its arguments."""
