"""A small installation: two officials, three watches, an inbox, and two articles that make them fire."""

import json

OFFICIALS = """
- id: ana-ruiz
  name: Ana Ruiz
  roles: [{title: mayor of Portvale}]
  groups: [council]
- id: tom-bell
  name: Tom Bell
  groups: [council]
"""
WATCHES = """
- id: harbour
  officials: [ana-ruiz]
  query: harbo* OR port
- id: council
  groups: [council]
- id: strike
  where: article
  query: '"dock workers" AND strike'
"""
SETTINGS = """
officials = "officials.yml"
watches = "watches.yml"
[nlp]
workers = 1
[[folders]]
path = "inbox"
interval = 0.1
settle = 0.1
"""
FIRST = {
    "uri": "urn:test:harbour",
    "version": "1",
    "type": "text",
    "language": "en",
    "headline": "Harbour to close",
    "versioncreated": "2026-01-05T10:00:00Z",
    "body_text": '"The harbour will close in May," Ana Ruiz said on Monday.\n\n'
    "Tom Bell, a councillor, said that the decision was wrong. "
    '"Nobody asked the dock workers," he said. A strike is planned.',
}
SECOND = {
    "uri": "urn:test:copy",
    "version": "1",
    "type": "text",
    "language": "en",
    "headline": "Port news",
    "versioncreated": "2026-01-05T11:00:00Z",
    "body_text": '"The harbour will close in May," Ana Ruiz said in a statement, surprising many in town.',
}


def furnish(folder):
    """Its files, in ``folder``."""
    (folder / "officials.yml").write_text(OFFICIALS)
    (folder / "watches.yml").write_text(WATCHES)
    (folder / "inbox").mkdir()
    (folder / "wirewatch.toml").write_text(SETTINGS)


def put(folder, *articles):
    """Into its inbox."""
    for article in articles:
        name = f"{article['uri'].rpartition(':')[2]}-{article['version']}.json"
        (folder / "inbox" / name).write_text(json.dumps(article))
