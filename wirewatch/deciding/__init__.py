"""What a store has to change and whom it has to tell, as functions of what it knows.

A store has the lines of an article's statements settled (``lines.sought``, ``lines.assign``), since they name
its alerts; then it looks up what bears on the revision (``articles.Known``), asks ``articles.decide``, and
writes the answers in one step. The embedded and the streaming store differ in nothing else. ``copies`` says
of which article another one is a near copy, ``alerts`` decides about alerts, ``kept`` has what a store
remembers of them, ``port`` what a shell needs of either store.
"""
