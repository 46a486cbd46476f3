"""Read the texts of the CIA World Factbook: pure functions, text in, figures out."""

import html
import re
from dataclasses import dataclass

__all__ = [
    "Figure",
    "parse_money",
    "parse_percentages",
    "parse_personnel",
    "parse_population",
    "plain",
]

SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}

NUMBER = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
QUANTITY = re.compile(
    rf"(?<![\d,.])(?P<low>{NUMBER})(?:\s*(?P<low_scale>million))?"
    rf"(?:\s*[-–]\s*(?P<high>{NUMBER}))?(?:\s*(?P<scale>million))?(?![\d])"
)
YEAR = re.compile(r"\((?:[A-Z][a-z]+ )?(\d{4})(?: est\.)?\)")

CLAIMS = {
    "claims": "as claimed by the authorities",
    "authorized up to": "authorised ceiling, not a count",
    "prior to": "strength before the outbreak of fighting",
}
BOUNDS = ("up to", "as many as")


@dataclass(frozen=True)
class Figure:
    """A figure read from a text: its value, its year (None where none is stated) and remarks."""

    value: float
    year: int | None
    note: str = ""
    confidence: str = "high"


def plain(text: str) -> str:
    """Return a text without markup, entities and doubled spaces; a line break ends a clause."""
    bare = re.sub(r"<br\s*/?>", "; ", text)
    bare = html.unescape(re.sub(r"<[^>]+>", "", bare))
    return re.sub(r"\s+", " ", bare).strip()


def _year(text: str) -> int | None:
    found = YEAR.search(text)
    return int(found[1]) if found else None


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def parse_population(text: str) -> Figure | None:
    """Return the persons in '5,550,449 (2025 est.)'; None where there is no figure."""
    found = re.match(NUMBER, plain(text))
    return Figure(_number(found[0]), _year(text)) if found else None


def parse_money(text: str) -> Figure | None:
    """Return the dollars in '$313.591 billion (2024 est.)'; None where there is no figure."""
    found = re.match(rf"\$({NUMBER})(?:\s+(thousand|million|billion|trillion))?", plain(text))
    if not found:
        return None
    scale = SCALES.get(found[2] or "", 1.0)
    return Figure(round(_number(found[1]) * scale, 2), _year(text))


def parse_percentages(text: str) -> Figure | None:
    """Return the share in '2.8% of GDP (2025 est.)'; a range over years gives its midpoint.

    'between 2010 and 2020 ... an estimated 20-30% of GDP' gives 25 for 2015.
    """
    words = plain(text)
    found = re.search(r"(\d+(?:\.\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?))?%", words)
    if not found:
        return None
    low = float(found[1])
    high = float(found[2] or low)
    span = re.search(r"between (\d{4}) and (\d{4})", words)
    notes = []
    year = _year(words)
    if span:
        first, last = int(span[1]), int(span[2])
        year = (first + last) // 2
        notes.append(f"given for {first} to {last}, put at the middle year")
    if high != low:
        notes.append(f"midpoint of {low:g} to {high:g} percent")
    return Figure((low + high) / 2, year, "; ".join(notes), "low" if notes else "high")


def _clauses(words: str) -> list[str]:
    """Return the parts of a text between semicolons that stand outside brackets."""
    parts, depth, start = [], 0, 0
    for position, letter in enumerate(words):
        depth = max(depth + (letter == "(") - (letter == ")"), 0)
        if letter == ";" and depth == 0:
            parts.append(words[start:position].strip())
            start = position + 1
    return [part for part in [*parts, words[start:].strip()] if part]


def _quantity(clause: str) -> tuple[float, float] | None:
    """Return the first count in a clause, low and high; years are no counts."""
    for found in QUANTITY.finditer(clause):
        bare_year = re.fullmatch(r"(19|20)\d\d", found["low"])
        if bare_year:
            continue
        scale = 1e6 if found["scale"] else 1.0
        low, high = _number(found["low"]), _number(found["high"] or found["low"])
        if found["high"] is None:
            scale = 1e6 if found["low_scale"] else 1.0
            return round(low * scale), round(low * scale)
        if found["low_scale"]:
            return round(low * 1e6), round(high * scale)
        # '10-12,000' leaves the thousands of the first number out, '850,000-1 million' does not.
        if scale > 1:
            low *= scale if low < 1000 else 1.0
        elif low < 1000 <= high and "," in found["high"]:
            low *= 1000
        return round(low), round(high * scale)
    return None


def _without_reserves(clause: str, note: str, count: float) -> tuple[float, str]:
    """Return the count less what the page itself says is not active, and a remark."""
    reserves = re.search(rf"including (?:about |approximately )?({NUMBER}) reserves", clause)
    if reserves:
        return count - _number(reserves[1]), f"{count:,.0f} less {reserves[1]} reserves"
    cadre = re.search(rf"professional cadre \(approximately ({NUMBER}) personnel\)", note)
    if cadre:
        return _number(cadre[1]), f"professional cadre; {count:,.0f} with the militia"
    return count, ""


def parse_personnel(text: str, note: str = "") -> Figure | None:
    """Return the active personnel of the armed forces; None where no estimate is given.

    The first clause with a count is the armed forces' own total. Its breakdown by service in
    brackets is not added, nor are the clauses after it (gendarmerie, national guard, police,
    militia, reserves). A range gives its midpoint, 'up to' its bound; reserves named within the
    total are taken off.
    """
    words = plain(text)
    clauses = _clauses(words)
    for clause in clauses:
        count = _quantity(clause)
        if count is None:
            continue
        low, high = count
        value, remark = _without_reserves(clause, plain(note), (low + high) / 2)
        remarks = [remark] if remark else []
        if low != high:
            remarks.append(f"midpoint of {low:,.0f} to {high:,.0f}")
        bound = next((word for word in BOUNDS if word in clause), None)
        if bound:
            remarks.append(f"upper bound ('{bound}')")
        claims = [meaning for word, meaning in CLAIMS.items() if word in clause]
        left = [part for part in clauses[clauses.index(clause) + 1 :] if _quantity(part)]
        if left:
            remarks.append("not added: " + re.sub(YEAR, "", "; ".join(left)).strip())
        confidence = "low" if claims else "medium" if remark or low != high or bound else "high"
        if "estimate" in clause or "varie" in words:
            confidence = "medium" if confidence == "high" else confidence
        return Figure(value, _year(words), "; ".join(claims + remarks), confidence)
    return None


def has_no_forces(text: str) -> bool:
    """Return whether 'Military and security forces' says there are no military forces at all."""
    return re.match(r"no (?:regular )?(?:indigenous )?military forces", plain(text)) is not None
