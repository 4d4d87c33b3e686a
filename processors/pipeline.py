"""The system in plain functions: an article in, the article with its actors and statements out."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from msgspec.structs import replace
from spacy.language import Language
from spacy.tokens import Doc

import processors.components  # noqa: F401 - sets the extensions of Doc
from processors.actors import Cast, find_cast
from processors.behalf import on_behalf_of
from processors.nesting import chains
from processors.nlp import UNDETERMINED, covering, language_of
from processors.officials import OfficialIndex
from processors.speakers import Attribution, Resolved, resolve
from processors.words import Words
from wirewatch import ids
from wirewatch.records import Annotated, Article, Span, Statement, text_of

_HALF = re.compile("[\ud800-\udfff]")


def annotate(article: Article, nlp: Language, officials: OfficialIndex) -> Annotated:
    """The article with every actor and statement found in it."""
    return next(annotate_all([article], nlp, officials, batch_size=1))


def annotate_all(
    articles: Iterable[Article], nlp: Language, officials: OfficialIndex, *, batch_size: int = 16
) -> Iterator[Annotated]:
    """Every article annotated, in the order given; ``batch_size`` articles are parsed at a time."""
    waiting = iter(articles)
    while batch := list(islice(waiting, batch_size)):
        for article, doc in zip(batch, _parsed(batch, nlp), strict=True):
            yield annotated(article, doc, officials)


def annotated(article: Article, doc: Doc, officials: OfficialIndex) -> Annotated:
    """The article with what its parsed body says; ``doc.text`` is the body, character for character."""
    attributions: Sequence[Attribution] = sorted(doc._.attributions, key=_place)
    sources = tuple(span for attribution in attributions for span in attribution.source)
    cast = find_cast(doc, officials, dated(article), sources=sources)
    fields = {name: getattr(article, name) for name in Article.__struct_fields__}
    return Annotated(**fields, actors=cast.actors, statements=_statements(article, cast, attributions))


def dated(article: Article) -> date | None:
    """The day for which roles are looked up: the wire's own, never the day of arrival."""
    at = article.versioncreated or article.firstcreated
    return at.date() if at else None


def _parsed(articles: Sequence[Article], nlp: Language) -> list[Doc]:
    """One doc for each article, in order; each by the pipeline that covers its language."""
    default = nlp.lang or UNDETERMINED
    pipelines = [covering(nlp, language_of(article, default)) for article in articles]
    docs: dict[int, Doc] = {}
    for pipeline in {id(each): each for each in pipelines}.values():
        places = [place for place, each in enumerate(pipelines) if each is pipeline]
        texts = (_encodable(articles[place].body) for place in places)
        docs.update(zip(places, pipeline.pipe(texts), strict=True))
    return [docs[place] for place in range(len(articles))]


def _encodable(body: str) -> str:
    """Half characters, which spaCy refuses, replaced one for one."""
    return _HALF.sub("\ufffd", body)


def _statements(article: Article, cast: Cast, attributions: Sequence[Attribution]) -> tuple[Statement, ...]:
    resolved = resolve(attributions, cast)
    found = [_statement(article, cast, each, who) for each, who in zip(attributions, resolved, strict=True)]
    numbered = tuple(_numbered(article.uri, found))
    chain = chains(attributions, [each.speakers for each in resolved])
    return tuple(
        replace(
            statement,
            within=None if link.within is None else numbered[link.within].id,
            depth=link.depth,
            relayers=link.relayers,
        )
        for statement, link in zip(numbered, chain, strict=True)
    )


def _statement(article: Article, cast: Cast, attribution: Attribution, resolved: Resolved) -> Statement:
    """One statement, its id not yet settled."""
    text = text_of(article.body, attribution.content)
    speaker = ids.speaker_key(article.body, attribution.source, resolved.speakers)
    return Statement(
        id="",
        line=ids.line_id(speaker, text, attribution.act),
        manner=attribution.manner,
        act=attribution.act,
        source=attribution.source,
        cue=attribution.cue,
        content=attribution.content,
        text=text,
        context=_context(cast.words, (*attribution.source, *attribution.cue, *attribution.content)),
        speakers=resolved.speakers,
        candidates=resolved.candidates,
        on_behalf_of=on_behalf_of(cast, attribution.source, resolved.speakers),
        confidence=_confidence(attribution, resolved),
    )


def _numbered(uri: str, found: Iterable[Statement]) -> Iterator[Statement]:
    """The statements with their ids: what is said twice in one article is told apart by its number."""
    occurrences: Counter[str] = Counter()
    for statement in found:
        folded = ids.fold(statement.text)
        yield replace(statement, id=ids.statement_id(uri, statement.text, occurrences[folded]))
        occurrences[folded] += 1


def _place(attribution: Attribution) -> tuple[Span, ...]:
    return (min((*attribution.content, *attribution.cue)), *attribution.content)


def _confidence(attribution: Attribution, resolved: Resolved) -> float:
    """How sure the statement is, or its speaker where that is less sure."""
    certainty = resolved.certainty if resolved.speakers else 1.0
    return round(min(attribution.score, certainty), 3)


def _context(words: Words, spans: Sequence[Span]) -> str:
    """The whole sentences that ``spans`` touch, from the first to the last."""
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    first, last = words.at((start, end))
    if first >= last:
        return words.text[start:end].strip()
    opens = bisect_left(words.sentence, words.sentence[first])
    closes = bisect_right(words.sentence, words.sentence[last - 1])
    return words.text[words.starts[opens] : words.ends[closes - 1]].strip()
