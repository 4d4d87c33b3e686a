"""The query language: what can be written, what it means, and how an index is asked for candidates.

``syntax.parse`` reads a query into ``tree``, ``match.match`` says whether a ``documents.Document`` fulfils
it, ``fts.to_fts`` asks SQLite's FTS5 for the documents that may. ``fields`` lists what can be asked of what.
"""
