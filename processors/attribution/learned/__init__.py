"""The trained statement extractor: cue tags, then source and content for each cue; only NumPy at run time."""
