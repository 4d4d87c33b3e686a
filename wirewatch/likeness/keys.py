"""Keys that near copies have in common: what has one of them is worth a look (MinHash, banded).

They lie in stores for years. A change to what they are made of is a migration of every store;
``tests/wirewatch/likeness/test_keys.py`` holds them to values.
"""

from collections.abc import Set as AbstractSet
from hashlib import blake2b
from typing import NamedTuple

from rensa import RMinHash


class Bands(NamedTuple):
    """How many keys, each of how many hashes: more keys find more, more hashes propose less in vain."""

    keys: int
    hashes: int


STATEMENTS = Bands(16, 3)
"""Finds 97 of 100 that have 0.6 of their words in common, 88 of those with half."""
ARTICLES = Bands(24, 4)
"""Finds 97 of 100 that have 0.6 of their shingles in common, 79 of those with half."""
_SEED = 1


def keys(features: AbstractSet[str], bands: Bands, *, within: str = "") -> tuple[str, ...]:
    """12 hexadecimal digits for each band; none for no features. Only what has the same ``within`` meets."""
    if not features:
        return ()
    hashes = RMinHash(num_perm=bands.keys * bands.hashes, seed=_SEED)
    hashes.update(sorted(features))
    digest = hashes.digest()
    return tuple(
        _key(within, band, digest[band * bands.hashes : (band + 1) * bands.hashes])
        for band in range(bands.keys)
    )


def _key(within: str, band: int, values: list[int]) -> str:
    named = f"{within}\n{band}\n{values}".encode("utf-8", "surrogatepass")
    return blake2b(named, digest_size=6).hexdigest()
