"""wirewatch: who said what, the moment it hits the wire.

Start reading at ``records`` (the words), then ``processors.pipeline`` (everything that decides),
then ``embedded`` (the shell around it on one machine).
"""
