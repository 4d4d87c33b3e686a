"""A ninjs object (1.x, 2.x, 3.x; IPTC) or our own ``Article`` as JSON -> ``Article``.

Names are compared in lower case, for ninjs 3 writes ``versionCreated``. What identifies an article, its
text, status and embargo must be right; anything that only describes it is left out when it is not.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from producers.editorial import status_of
from producers.encoding import sound
from producers.markup import html_text
from producers.newscodes import of_qcode, of_uri, subject
from producers.paragraphs import one_line, reflow
from producers.reading import NO_DEFAULTS, Defaults, Skipped
from producers.times import instant
from wirewatch.errors import ReadError
from wirewatch.records import Article, PubStatus, Subject

PLAIN = ("body_text", "body_main")
MARKED_UP = ("body_xhtml", "body_html", "body_richtext")
OWN_MARKUP = re.compile(r"body_\w*(?:html|xml|rich)")
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
SUMMARIES = ("description_text", "description_main", "description_html", "description_richtext")
KINDS = {
    "audio": "audio",
    "video": "video",
    "picture": "picture",
    "graphic": "graphic",
    "animation": "animation",
    "composite": "package",
    "planning": "planning",
    "event": "event",
}
STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
}


def article_from(item: object, defaults: Defaults = NO_DEFAULTS) -> Article | Skipped:
    """The article of a decoded JSON object, or what it is instead; ReadError says what is wrong."""
    if not isinstance(item, dict):
        raise ReadError(f"a JSON {_kind(item)} where an article's object is expected")
    fields = _lowered(item)
    uri = _word(_first(fields, "uri", "guid"))
    if not uri:
        raise ReadError("no uri: an article needs a `uri` (or `guid`) that is a text")
    kind = fields.get("type")
    if isinstance(kind, str) and kind.lower() in KINDS and not isinstance(fields.get("body"), str):
        return Skipped(KINDS[kind.lower()], uri)
    return _article(uri, fields, defaults)


def _article(uri: str, fields: Mapping[str, Any], defaults: Defaults) -> Article:
    headline, slugline = _headline(fields), _word(fields.get("slugline"))
    ednote = _word(_first(fields, "ednote", "ednotes"))
    pubstatus = _status(fields.get("pubstatus"))
    if not isinstance(fields.get("body"), str):  # our own were settled when they were first read
        headline = one_line(headline)
        pubstatus = status_of(pubstatus, (headline, slugline, ednote))
    body = _body(fields)
    if not body.strip() and not headline and pubstatus != "canceled":
        raise ReadError(f"no text: {uri} has neither a body nor a headline")
    return Article(
        uri=uri,
        body=body,
        pubstatus=pubstatus,
        headline=headline,
        embargoed=_embargo(_first(fields, "embargoed", "embargoeduntil"), defaults),
        version=_word(fields.get("version")),
        urgency=_urgency(fields.get("urgency")),
        subject=_subjects(_first(fields, "subject", "subjects")),
        versioncreated=instant(fields.get("versioncreated"), defaults.zone),
        firstcreated=instant(fields.get("firstcreated"), defaults.zone),
        received=instant(fields.get("received")),
        language=_word(fields.get("language")),
        slugline=slugline,
        byline=_word(_first(fields, "byline", "by", "bylines")),
        dateline=_word(_first(fields, "dateline", "datelines")),
        located=_word(fields.get("located")),
        infosource=_word(_first(fields, "infosource", "infosources", "source", "provider")),
        usageterms=_word(_first(fields, "usageterms")) or _rights(fields, "usageterms"),
        copyrightholder=_word(fields.get("copyrightholder")) or _rights(fields, "copyrightholder"),
        ednote=ednote,
        link=_word(fields.get("link")),
    )


def _lowered(item: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name).lower(): value for name, value in item.items()}


def _rights(fields: Mapping[str, Any], name: str) -> str | None:
    """Of ninjs 2's and 3's ``rightsinfo``, where an agency puts its terms there."""
    info = fields.get("rightsinfo")
    return _word(_lowered(info).get(name)) if isinstance(info, dict) else None


def _first(fields: Mapping[str, Any], *names: str) -> Any:
    """The first of ``names`` that is there and says something."""
    return next((fields[name] for name in names if fields.get(name) not in (None, "", [], {})), None)


def _word(value: Any) -> str | None:
    """A text, a number as text, the name of an object, or several of them joined; None for the rest."""
    if isinstance(value, str):
        return sound(value) if value.strip() else None
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        return next(
            (word for key in ("name", "value", "text", "literal") if (word := _leaf(value.get(key)))), None
        )
    if isinstance(value, list):
        words = [word for part in value if not isinstance(part, list) and (word := _word(part))]
        return ", ".join(dict.fromkeys(words)) or None
    return None


def _leaf(value: Any) -> str | None:
    return None if isinstance(value, dict | list) else _word(value)


def _urgency(value: Any) -> int | None:
    """Urgency as ninjs counts it, 1 to 9; anything else says nothing."""
    text = str(value) if isinstance(value, int | str) else ""
    return int(text) if re.fullmatch("[0-9]", text) else None


def _status(value: Any) -> PubStatus:
    """Neither to publish what was killed nor to swallow what was not: an unknown status is refused."""
    if value in (None, ""):
        return "usable"
    name = value.lower().removeprefix("stat:") if isinstance(value, str) else ""
    if name not in STATUSES:
        raise ReadError(f"pubstatus {_quoted(value)} is none of usable, withheld, canceled")
    return STATUSES[name]


def _embargo(value: Any, defaults: Defaults) -> datetime | None:
    """Guessing would publish too early, so a moment that cannot be understood is refused."""
    moment = instant(value, defaults.zone)
    if moment is None and value is not None:
        raise ReadError(f"embargoed {_quoted(value)} is no date and time as 2026-01-31T12:00:00Z")
    return moment


def _quoted(value: Any) -> str:
    return repr(value[:40]) if isinstance(value, str) else f"(a JSON {_kind(value)})"


def _headline(fields: Mapping[str, Any]) -> str | None:
    stated = _first(fields, "headline", "headline_main", "headlines", "title")
    return _word(_main(stated) if isinstance(stated, list) else stated)


def _main(parts: Sequence[Any]) -> Any:
    """Of several values with roles (ninjs 2 and 3), the main one, else the first."""
    values = [part for part in parts if isinstance(part, dict)]
    return next((part for part in values if part.get("role") == "main"), values[0] if values else None)


def _body(fields: Mapping[str, Any]) -> str:
    """Our own ``body`` as it is, else the text as the agency wrote it plain.

    Some agencies lose the paragraphs in the plain text; then those of the marked-up one are taken.
    What has only a summary is that summary.
    """
    if isinstance(fields.get("body"), str):
        return sound(fields["body"])
    parts = _parts(fields.get("bodies"))
    plain = _texts(fields, PLAIN) + [text for text, marked in parts if not marked]
    marked = _texts(fields, [*MARKED_UP, *_own_names(fields)]) + [text for text, marked in parts if marked]
    if plain and (BLANK_LINE.search(plain[0].strip()) or not marked):
        return _as_text(plain[0])
    if marked:
        text = html_text(marked[0])
        return text if "\n\n" in text or not plain else _as_text(plain[0])
    summaries = _texts(fields, SUMMARIES) + [text for text, _ in _parts(fields.get("descriptions"))]
    return _as_text(summaries[0]) if summaries else ""


def _own_names(fields: Mapping[str, Any]) -> list[str]:
    """Fields of agencies' own that hold markup: ninjs 1 lets them say ``body_anything``."""
    return [name for name in fields if OWN_MARKUP.match(name) and isinstance(fields[name], str)]


def _texts(fields: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """What the fields of those names hold; ReadError when it is no text."""
    values = [fields[name] for name in names if fields.get(name)]
    if not all(isinstance(value, str) for value in values):
        raise ReadError("the body is no text")
    return [value for value in values if value.strip()]


def _parts(bodies: Any) -> list[tuple[str, bool]]:
    """The texts of ninjs 2's and 3's ``bodies``, the main one first, each with whether it is marked up."""
    parts = [_lowered(part) for part in bodies if isinstance(part, dict)] if isinstance(bodies, list) else []
    parts.sort(key=lambda part: part.get("role") != "main")
    texts = [
        (value, part.get("contenttype")) for part in parts if isinstance(value := part.get("value"), str)
    ]
    return [
        (text, "html" in kind if isinstance(kind, str) else _is_html(text))
        for text, kind in texts
        if text.strip()
    ]


def _as_text(text: str) -> str:
    return html_text(text) if _is_html(text) else reflow(text)


def _is_html(text: str) -> bool:
    """Whether a field that ought to be plain holds HTML: plain text may well speak of a <tag>."""
    return text.lstrip().startswith("<") and "</" in text


def _subjects(value: Any) -> tuple[Subject, ...]:
    parts = value if isinstance(value, list) else [value]
    subjects = [
        _subject(_lowered(part)) if isinstance(part, dict) else Subject(name=_leaf(part)) for part in parts
    ]
    return tuple(each for each in subjects if each != Subject())


def _subject(part: Mapping[str, Any]) -> Subject:
    """A code of a scheme (ninjs 1), a concept's address (ninjs 2 and 3), or a QCode."""
    name, scheme = _leaf(part.get("name")), _leaf(part.get("scheme"))
    if code := _leaf(part.get("code")):
        return subject(code, name, scheme)
    if uri := _leaf(part.get("uri")):
        return Subject(code=uri, name=name, scheme=scheme) if scheme else of_uri(uri, name)
    qcode = _leaf(part.get("qcode"))
    return of_qcode(qcode, name) if qcode else Subject(name=name, scheme=scheme)


def _kind(value: object) -> str:
    names = {dict: "object", list: "array", str: "string", type(None): "null", bool: "boolean"}
    return names.get(type(value), "number")
