"""The trained network: one encoder of an article's words, and what is read from it: tags, names, statements."""
