"""Whether two texts say the same: copies that were trimmed or lightly reworded on their way.

``keys`` proposes what is worth a look, by MinHash; ``statements`` and ``articles`` look and decide, so that
what the keys propose wrongly is never taken for a copy.
"""
