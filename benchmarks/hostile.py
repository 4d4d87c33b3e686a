"""Input that means harm, or was harmed: every example damaged in every way, and what attacks parsers."""

import random
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

Damage = Callable[[random.Random, bytes], bytes]

MEGABYTE = 1_000_000
TOKENS = (
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"&nbsp;", b"\0", b"\x01", b"\x02", b"\x03", b"\xff",
    b"<p>", b"</p>", b"{", b"[", b'"', b"\\u0000", b"<!DOCTYPE x [", b"--b", b"`" * 9, b"''", b"^" * 9, b"\t",
)  # fmt: skip


def truncated(rng: random.Random, data: bytes) -> bytes:
    """Cut off at any byte."""
    return data[: rng.randrange(len(data))]


def flipped(rng: random.Random, data: bytes) -> bytes:
    """A few bits are wrong."""
    damaged = bytearray(data)
    for _ in range(rng.randint(1, 20)):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def swapped(rng: random.Random, data: bytes) -> bytes:
    """In an encoding that it does not declare."""
    text = data.decode("utf-8", "replace")
    encoding = rng.choice(
        ["utf-16", "utf-16-le", "utf-32", "cp1252", "cp1251", "koi8-r", "shift_jis", "utf-7", "cp037"]
    )
    return text.encode(encoding, "replace")


def opened(rng: random.Random, data: bytes) -> bytes:
    """A few end tags are missing."""
    for _ in range(rng.randint(1, 5)):
        at = data.find(b"</", rng.randrange(len(data)))
        end = data.find(b">", at)
        data = data[:at] + data[end + 1 :] if 0 <= at < end else data
    return data


def spliced(rng: random.Random, data: bytes) -> bytes:
    """Something is put in, left out, or said a thousand times."""
    a, b = sorted(rng.randrange(len(data)) for _ in range(2))
    middle = rng.choice([b"", rng.choice(TOKENS), rng.choice(TOKENS) * 1_000, data[a:b] * 3])
    return data[:a] + middle + data[rng.choice([a, b]) :]


DAMAGES: tuple[Damage, ...] = (truncated, flipped, swapped, opened, spliced)


def damaged(samples: list[Path], rng: random.Random) -> Iterator[tuple[str, bytes]]:
    """One example after the other, damaged in one way after the other, without end."""
    while True:
        for path in samples:
            for damage in DAMAGES:
                data = path.read_bytes()
                for _ in range(rng.randint(1, 2)):
                    data = damage(rng, data) if data else b"x"
                yield path.name, data


def attacks() -> Iterator[tuple[str, bytes]]:
    """What attacks parsers, each with the name of a file."""
    yield from _bombs()
    yield from _nested()
    yield from _long()
    yield from _many()


def _bombs() -> Iterator[tuple[str, bytes]]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    for root in ("nitf", "newsMessage", "NewsML", "rss", "urlset", "html"):
        yield (
            f"laughs-{root}.xml",
            f'<!DOCTYPE {root} [<!ENTITY l0 "ha">{laughs}]><{root} a="&l11;">&l11;</{root}>'.encode(),
        )
        yield (
            f"quadratic-{root}.xml",
            (
                f'<!DOCTYPE {root} [<!ENTITY a "{"a" * 50_000}">]>'
                f'<{root} b="{"&a;" * 9_000}">{"&a;" * 100_000}</{root}>'
            ).encode(),
        )
        yield (
            f"external-{root}.xml",
            (
                f'<!DOCTYPE {root} SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">'
                f'<!ENTITY % y SYSTEM "http://127.0.0.1:9/"> %y;]><{root}><p>&x;</p></{root}>'
            ).encode(),
        )
    compress = zlib.compressobj(9, zlib.DEFLATED, 31)
    gzipped = b"".join(compress.compress(bytes(MEGABYTE)) for _ in range(500)) + compress.flush()
    yield "bomb.xml.gz", gzipped
    yield "bomb.xml", gzipped
    yield (
        "bomb.zip",
        b"PK\x03\x04"
        + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(gzipped), 1 << 30, 1, 0)
        + b"a"
        + gzipped,
    )


def _nested() -> Iterator[tuple[str, bytes]]:
    deep = 100_000
    for root in ("nitf", "newsItem", "NewsML", "rss", "html"):
        inner = b"<p>" * deep + b"text" + b"</p>" * deep
        yield f"deep-{root}.xml", b"<%s><body>" % root.encode() + inner + b"</body></%s>" % root.encode()
        yield f"open-{root}.xml", b"<%s>" % root.encode() + b"<div>" * deep
    yield "deep.json", b'{"uri": "a", "body_text": ' + b"[" * deep + b"]" * deep + b"}"
    yield "deep-objects.json", b'{"a":' * deep + b"1" + b"}" * deep
    yield "deep-html.json", b'{"uri": "a", "body_html": "' + b"<div>" * deep + b'text"}'
    yield (
        "deep.eml",
        b"MIME-Version: 1.0\nReceived: x\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(20_000)),
    )
    yield (
        "mails.eml",
        b"MIME-Version: 1.0\nReceived: x\nContent-Type: message/rfc822\n\n" * 5_000 + b"Subject: x\n\ntext",
    )


def _long() -> Iterator[tuple[str, bytes]]:
    for name in ("line.jsonl", "line.json", "line.xml", "line.txt", "line", "line.eml", "line.html"):
        yield name, b'{"uri": "' + b"x" * 100 * MEGABYTE
    size = 9_900_000
    for character in (
        b"x",
        b" ",
        b"\n",
        b"<",
        b"&",
        b"`",
        b"'",
        b"\0",
        b"\t",
        b"a\n",
        b"x ",
        b"- \n",
        b"&amp;",
        b"<p/>",
        b"=\n",
    ):
        of = character.hex()
        many = character * (size // len(character))
        yield f"text-{of}.xml", b"<nitf><body><body.content><p>" + many + b"</p></body.content></body></nitf>"
        yield (
            f"text-{of}.json",
            b'{"uri": "a", "body_text": "' + many.replace(b"\n", b"\\n").replace(b"\t", b"\\t") + b'"}',
        )
        yield f"text-{of}.iptc", b"\x01nwa0042 2 p 93\r\n\x02Headline =\r\n" + many + b"\x03052322 GMT Mar 24"
        yield (
            f"text-{of}.anpa",
            b"\x16\x16\x01W2870\x1fx\nu i\x13\x11 BC-X 03-05 1\n\x02^BC-X<\n\t"
            + many
            + b"\x03AP-WF-03-05-24 1509GMT",
        )
        yield f"text-{of}.eml", b"Message-ID: <a@b>\nSubject: x\nFrom: y\n\n" + many
        yield (
            f"text-{of}.rss",
            b"<rss><channel><item><title>x</title><description>"
            + many
            + b"</description></item></channel></rss>",
        )
        yield f"text-{of}.html", b"<html><body><article><p>" + many + b"</p></article></body></html>"
        yield f"header-{of}.eml", b"Message-ID: <a@b>\nFrom: y\nSubject: =?utf-8?q?" + many + b"\n\ntext"


def _many() -> Iterator[tuple[str, bytes]]:
    size = 9_900_000
    for unit in (
        b"<a/>",
        b"<item/>",
        b"<item><title>x</title></item>",
        b'<a b="c" d="e" f="g"/>',
        b"<p>x",
        b"<newsItem/>",
    ):
        for root in ("nitf", "newsMessage", "NewsML", "rss", "urlset", "html"):
            yield (
                f"many-{root}.xml",
                b"<%s>" % root.encode() + unit * (size // len(unit)) + b"</%s>" % root.encode(),
            )
    yield "attributes.xml", b"<nitf " + b" ".join(b'a%d=""' % n for n in range(600_000)) + b"/>"
    yield "entities.xml", b"<nitf><body>" + b"&nbsp;" * (size // 6) + b"</body></nitf>"
    yield "many.json", b"[" + b"{}," * (size // 3) + b"{}]"
    yield "lists.json", b"[" + b"[]," * (size // 3) + b"[]]"
    yield "keys.json", b"{" + b",".join(b'"k%d":1' % n for n in range(700_000)) + b"}"
    yield "many.jsonl", b"{}\n" * (size // 3)
    yield "messages.iptc", b"\x01nwa0042 2 p 93\r\n" * (size // 17)
    yield (
        "parts.eml",
        b"MIME-Version: 1.0\nReceived: x\nContent-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\n\nx\n" * (size // 7),
    )
    yield "headers.eml", b"Received: x\nMIME-Version: 1.0\n" + b"X-A: b\n" * (size // 7) + b"\ntext"
