"""The trained network: one encoder of an article's words, and tags, names and statements read from it."""
