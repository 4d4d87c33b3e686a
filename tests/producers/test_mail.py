# ruff: noqa: E501
import pytest

from producers.formats import read_bytes
from producers.mail import is_mail
from producers.reading import Outcome, Skipped, Unreadable
from wirewatch.records import Article

BASE = b"Message-ID: <1@a.example>\nFrom: A <a@a.example>\nSubject: Hello\n"


def read(data: bytes) -> list[Outcome]:
    return list(read_bytes(data, "a.eml", uri="urn:file"))


MAILS = [
    (BASE, True),
    (b"  \n\n" + BASE, True),
    (b"From a@a.example Tue Mar  5 10:00:00 2024\n" + BASE, True),
    (b"Received: by x\n\twith y\nDate: today\n\nText", True),
    (b"From: a\nTo: b\nSubject: c\nDate: d\n\nText", True),
    (b"From: the minister\nSubject: the bridge\n\nText", False),
    (b"MINISTER: no talks\n\nText", False),
    (b"Message-ID: <1@a.example>\nthis is no header\n", False),
    (b"", False),
]


@pytest.mark.parametrize(("head", "expected"), MAILS)
def test_mail_is_known_by_its_headers(head: bytes, expected: bool) -> None:
    assert is_mail(head) is expected


TEXTS = [
    (b"\nOne.\n\nTwo.\n", "One.\n\nTwo."),
    (b"Content-Type: text/plain; charset=gb2312\n\n\xd6\xd0\xb9\xfa", "中国"),
    (b"Content-Type: text/plain; charset=us-ascii\n\ncaf\xc3\xa9", "café"),
    (b"Content-Type: text/plain; charset=iso-8859-1\n\n\x93caf\xe9\x94", "“café”"),
    (b"Content-Type: text/plain; charset=nonsense\n\ncaf\xe9 au lait", "café au lait"),
    (b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nY2Fmw6k=", "café"),
    (b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\ncaf=C3=A9 =\nau lait", "café au lait"),
    (b"Content-Type: text/html\n\n<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", "One.\n\nTwo."),
    (b"\nOne.\n-- \nPress office", "One."),
    (b"\n-- \nOnly a signature", "--\nOnly a signature"),
]  # fmt: skip


@pytest.mark.parametrize(("rest", "body"), TEXTS)
def test_mail_text(rest: bytes, body: str) -> None:
    (article,) = read(BASE + rest)
    assert isinstance(article, Article)
    assert (article.uri, article.headline, article.byline) == ("mid:1@a.example", "Hello", "A")
    assert article.body == body


HEADERS = [
    (b"Subject: =?koi8-r?B?7dXT?= =?koi8-r?B?y9fB?=", "headline", "Мусква"),
    (b"Subject: =?nonsense?Q?caf=C3=A9?=", "headline", "café"),
    (b"Subject: caf\xc3\xa9 =?broken", "headline", "café =?broken"),
    (b"Subject: Two\n lines", "headline", "Two lines"),
    (b"Content-Language: de", "language", "de"),
    (b"Date: Tue, 5 Mar 2024 10:11:12 +0100 (CET)", "versioncreated", "2024-03-05 09:11:12+00:00"),
    (b"Date: yesterday", "versioncreated", "None"),
]


@pytest.mark.parametrize(("header", "field", "value"), HEADERS)
def test_mail_header(header: bytes, field: str, value: str) -> None:
    (article,) = read(b"Message-ID: <1@a.example>\nMIME-Version: 1.0\n" + header + b"\n\nText.")
    assert str(getattr(article, field)) == value


def attached(kind: bytes, name: bytes, content: bytes) -> bytes:
    return (
        BASE + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nCover.\n--b\nContent-Type: " + kind
        + b"\nContent-Disposition: attachment; filename=" + name + b"\n\n" + content + b"\n--b--\n"
    )  # fmt: skip


ATTACHED = [
    (
        b"text/xml",
        b"a.xml",
        b"<nitf><body><body.content><p>Inner.</p></body.content></body></nitf>",
        "no text|Inner.",
    ),
    (b"application/octet-stream", b"a.json", b'{"uri": "a", "body_text": "Inner."}', "Inner."),
    (b"text/plain", b"a.txt", b"Inner.", "Inner."),
    (b"message/rfc822", b"a.eml", BASE.replace(b"1@", b"2@") + b"\nInner.", "Inner."),
    (b"image/jpeg", b"a.jpg", b"x", "picture"),
    (b"application/pdf", b"a.pdf", b"x", "attachment"),
    (b"application/xml", b"a.xml", b"<nitf><body>", "cut off"),
    (b"application/octet-stream", b"a.xml", b"PK\x03\x04", "zip archive"),
]


@pytest.mark.parametrize(("kind", "name", "content", "expected"), ATTACHED)
def test_mail_attachment(kind: bytes, name: bytes, content: bytes, expected: str) -> None:
    cover, inner = read(attached(kind, name, content))
    assert isinstance(cover, Article)
    assert cover.body == "Cover."
    found = (
        inner.kind
        if isinstance(inner, Skipped)
        else str(inner)
        if isinstance(inner, Unreadable)
        else inner.body
    )
    assert any(each in found for each in expected.split("|"))


def test_mail_without_text_is_refused() -> None:
    (failed,) = read(BASE + b"\n \n")
    assert isinstance(failed, Unreadable)
    assert failed.reason == "a mail without text"
