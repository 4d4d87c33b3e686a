"""What can be asked of which documents: the one table of the query language's fields.

Names are those of the records (`records.py`); a field that is none of the asked documents is refused.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Index = Literal["statements", "articles", "alerts"]
Kind = Literal["text", "keyword", "number", "date"]
"""text: words, phrases, prefixes. keyword: whole values or their prefix. number, date: values and ranges.

All without regard to case. A field with several values holds when one of them does.
"""


class Field(NamedTuple):
    """A field of the documents of ``indices``."""

    kind: Kind
    indices: tuple[Index, ...]
    about: str


_STATEMENTS: tuple[Index, ...] = ("statements", "alerts")
_ALL: tuple[Index, ...] = ("statements", "articles", "alerts")

FIELDS: Mapping[str, Field] = {
    "text": Field("text", _STATEMENTS, "what was said"),
    "context": Field("text", _STATEMENTS, "the sentences around it"),
    "source": Field("text", _STATEMENTS, "who said it, in the article's words: officials, the spokesman"),
    "manner": Field("keyword", _STATEMENTS, "direct, indirect or mixed"),
    "act": Field("keyword", _STATEMENTS, "said, asked, believes ..."),
    "confidence": Field("number", _STATEMENTS, "0 to 1"),
    "depth": Field("number", _STATEMENTS, "how many others pass it on; 0: first hand"),
    "speaker": Field("text", _ALL, "names of the speakers; of an article, of all its speakers"),
    "official": Field("keyword", _ALL, "ids of the speakers; of an article, of everybody it mentions"),
    "headline": Field("text", _ALL, "the article's headline"),
    "body": Field("text", _ALL, "the article's text"),
    "slugline": Field("text", _ALL, "the wire's short name of the story"),
    "byline": Field("text", _ALL, "who wrote the article"),
    "located": Field("text", _ALL, "where the article was written"),
    "infosource": Field("text", _ALL, "the wire the article came over"),
    "subject": Field("text", _ALL, "names and codes of the article's subjects"),
    "language": Field("keyword", _ALL, "the article's language: en"),
    "uri": Field("keyword", _ALL, "the article's id"),
    "version": Field("keyword", _ALL, "the article's revision"),
    "urgency": Field("number", _ALL, "1 (most) to 9"),
    "versioncreated": Field("date", _ALL, "when the wire made this revision"),
    "firstcreated": Field("date", _ALL, "when the wire first sent the article"),
    "received": Field("date", _ALL, "when the article came in"),
    "watch": Field("keyword", ("alerts",), "id of the watch that fired"),
    "state": Field("keyword", ("alerts",), "open, acknowledged or retracted"),
    "fired": Field("date", ("alerts",), "when the watch fired"),
    "copies": Field("number", ("alerts",), "how many articles carried it"),
}

DEFAULTS: Mapping[Index, tuple[str, ...]] = {
    "statements": ("text",),
    "articles": ("headline", "body"),
    "alerts": ("text", "headline"),
}
"""Where a word without a field is looked for; one of them is enough."""

BY_INDEX: Mapping[Index, Mapping[str, Kind]] = {
    index: {name: field.kind for name, field in FIELDS.items() if index in field.indices} for index in _ALL
}
