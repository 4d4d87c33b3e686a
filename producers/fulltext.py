"""The page of an entry -> its full text, where the site's robots.txt lets us."""

import logging
import re
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from producers.encoding import sound
from producers.fetching import AGENT, Fetched, Fetcher
from producers.page import article_text
from wirewatch.errors import TransientError

log = logging.getLogger(f"wirewatch.{__name__}")

PAGE = 3_000_000
"""Bytes of a page; articles are far smaller, and what is larger takes minutes to take apart."""
ROBOTS = 500_000
SITES = 1_000
KEPT_FOR = 86_400.0
RETRIED_AFTER = 3_600.0
SLOWEST = 30.0
CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)


class _Rules(NamedTuple):
    parser: RobotFileParser | None
    until: float


class Pages:
    """Fetches the text of articles' pages. Keeps each site's rules for a day."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._rules: dict[str, _Rules] = {}

    def text(self, url: str) -> str | None:
        """The text of the page at ``url``; None, with the reason in the log, when it cannot be had."""
        try:
            if not self._may_fetch(url):
                log.info("%s: robots.txt asks us not to fetch it", url)
                return None
            page = self._fetcher.get(url, headers={"Accept": "text/html,application/xhtml+xml"}, limit=PAGE)
        except TransientError as error:
            log.warning("%s; the summary is used", error)
            return None
        if page.status != 200 or "html" not in page.headers.get("content-type", ""):
            log.warning("%s: no page (status %s); the summary is used", url, page.status)
            return None
        return page_text(page)

    def _may_fetch(self, url: str) -> bool:
        address = urlsplit(url)
        site = f"{address.scheme}://{address.netloc}"
        if len(self._rules) > SITES:
            self._rules.clear()
        rules = self._rules.get(site)
        if rules is None or rules.until <= self._fetcher.clock():
            rules = self._rules[site] = self._fetch_rules(site)
        return rules.parser is not None and rules.parser.can_fetch(AGENT, url)

    def _fetch_rules(self, site: str) -> _Rules:
        """RFC 9309: no file allows everything, a failing server nothing."""
        try:
            answer = self._fetcher.get(f"{site}/robots.txt", limit=ROBOTS)
        except TransientError as error:
            log.info("%s; nothing is fetched from there for an hour", error)
            return _Rules(None, self._fetcher.clock() + RETRIED_AFTER)
        if answer.status >= 500 or answer.status == 429:
            return _Rules(None, self._fetcher.clock() + RETRIED_AFTER)
        parser = RobotFileParser()
        parser.parse(answer.body.decode("utf-8", "replace").splitlines() if answer.status == 200 else [])
        delay = parser.crawl_delay(AGENT)
        if delay is not None:
            self._fetcher.slow_down(site, min(float(delay), SLOWEST))
        return _Rules(parser, self._fetcher.clock() + KEPT_FOR)


def page_text(page: Fetched) -> str | None:
    """The article's text in a page, paragraphs parted by one blank line; None where there is no article."""
    try:
        return article_text(_characters(page), page.url)
    except Exception:  # whatever a hostile page does to the parsers, the entry is not lost
        log.warning("%s: its text could not be found; the summary is used", page.url, exc_info=True)
        return None


def _characters(page: Fetched) -> str | bytes:
    """The page as the server says it is encoded; as bytes, to be guessed from, when it does not say."""
    charset = CHARSET.search(page.headers.get("content-type", ""))
    try:
        return sound(page.body.decode(charset[1], "replace")) if charset else page.body
    except LookupError:
        return page.body
