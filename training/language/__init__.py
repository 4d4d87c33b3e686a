"""The language model, from treebanks to ``processors/models/en_wire``.

Start reading here: ``prepare`` (data -> documents) -> ``train`` (spaCy) -> ``evaluate`` -> ``package``.
``conllu``, ``names`` and ``treebank`` read EWT and GUM, ``silver`` reads PolNeAR, ``vary`` makes both
look like the wire. Run it with ``python -m training.language``.
"""
