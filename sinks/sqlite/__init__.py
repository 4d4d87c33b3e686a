"""The embedded store: log, positions, index and alerts in one SQLite file.

Start reading at ``store`` (what the shells use), then ``migrations`` (the tables).
"""
