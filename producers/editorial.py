"""What desks write to each other in headlines and notes -> status and version.

Old formats have no field for a kill: it is an article that says "ADVISORY: KILL". Capitals matter, for
headlines speak of killing too.
"""

import re
from collections.abc import Iterable

from wirewatch.records import PubStatus

KILL = re.compile(
    r"\b(?:MANDATORY|BULLETIN|STORY|ADVISORY|EDITORS|EDS|ATTENTION|URGENT|NOTICE)\b[\s:/,;!-]*"
    r"(?:[A-Z]+ )?KILL(?:ED)?\b"
    r"|^\W*KILL(?:ED)?\s*(?:[:/!-]|$)"
    r"|\bKILL (?:ADVISORY|NOTICE|STORY|KILL)\b"
    r"|^\W*(?:STORY (?:REMOVED|WITHDRAWN|KILLED|DELETED)|WITHDRAWN|ADVISORY:? WITHDRAWAL)\b"
    r"(?=\W*(?:[:/-]|$))"
    r"|\b(?i:mandatory kill|bulletin kill|story kill)\b"
    r"|\b(?i:please (?:kill|delete)|kill) (?i:the|this) (?i:story|article|item|report|dispatch)\b"
)
WITHHOLD = re.compile(
    r"\b(?:MANDATORY|BULLETIN|ADVISORY|EDITORS|EDS|ATTENTION|NOTICE)\b[\s:/,;!-]*(?:[A-Z]+ )?WITHHOLD\b"
    r"|^\W*WITHHOLD\b|\b(?i:please withhold)\b"
)
LEAD = re.compile(r"\b(\d{1,2})(?:ST|ND|RD|TH) (?:LD|LEAD)\b", re.IGNORECASE)
# lines of capitals above a headline that say what became of the article, not what it is about
NOTE = re.compile(
    r"(?:\d{1,2}(?:ST|ND|RD|TH) (?:LD|LEAD)|LEAD|REFILE|REPEAT|RPT|EXTRA|FLASH|URGENT|ALERT|BULLETIN"
    r"|UPDATE ?\d*|UPD|ROUNDUP|WRAP|FEATURE|ANALYSIS|INTERVIEW|PREVIEW|ADVISORY|ADVANCE"
    r"|CORRECT(?:ED|ION|S|ING)?|CORR|CLARIFIED|CLARIFICATION|KILL(?:ED)?|WITHHOLD|WITHDRAWN|EMBARGO(?:ED)?|MANDATORY|EDITORS?|NOTE|BREAKING|NEWSALERT"
    r"|SNAP|TAKE ?\d*|ATTENTION|PHOTOS?|REMOVAL|WRITETHRU)"
)
NOTES = re.compile(rf"\W*{NOTE.pattern}(?:[\s:/,.()!-]+(?:AND|{NOTE.pattern}))*\W*")


def status_of(stated: PubStatus, texts: Iterable[str | None]) -> PubStatus:
    """``stated``, unless a desk's note says that the article is killed or withheld."""
    if stated != "usable":
        return stated
    notes = [text for text in texts if text]
    if any(KILL.search(text) for text in notes):
        return "canceled"
    return "withheld" if any(WITHHOLD.search(text) for text in notes) else "usable"


def is_note(line: str) -> bool:
    """Whether a line is only such a note, as "1ST LEAD" or "ADVISORY: KILL"."""
    return NOTES.fullmatch(line) is not None


def lead_of(text: str) -> str | None:
    """The number of the lead that replaces an article: "2" of "2nd Ld-Writethru"."""
    match = LEAD.search(text)
    return match[1] if match else None
