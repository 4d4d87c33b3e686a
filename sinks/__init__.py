"""Records -> somewhere they last."""
