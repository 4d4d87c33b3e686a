"""What a store has to change and whom it has to tell, as functions of what it knows.

A store looks up what bears on a revision (``articles.Known``), asks ``articles.decide``, and writes the
answer in one step; the embedded and the streaming store differ in nothing else. ``alerts`` decides about
alerts, ``kept`` has what a store remembers of them, ``port`` what a shell needs of either store.
"""
