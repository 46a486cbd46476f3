"""One bibliography: what is cited has an entry, and what has an entry is cited.

A work is cited by the family name of its first author and the year, as in `Leeds et al. (2002)` or
`(Smith 1995; Leeds 2003)`, or by its key in a dataset's record.
"""

import ast
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from docs_hooks import bibliography, bibliography_list, family_names, plain

ROOT = Path(__file__).parents[2]
BIBLIOGRAPHY = ROOT / "docs" / "references.bib"
REFERENCES = re.compile(r"^References\n-+\n(.*?)(?=^\w[\w ]*\n-+\n|\Z)", re.MULTILINE | re.DOTALL)
YEAR = r"\b(1[5-9]\d\d|20\d\d)\b"
FAMILY = r"[A-Z][\w'’-]+"
IN_PROSE = re.compile(
    rf"({FAMILY})(?: et al\.|(?:, {FAMILY})*,? (?:and|&) {FAMILY})?(?:'s)? \((\d{{4}})[,)]"
    rf"|(?<=[(;] )?(?<=[(; ])({FAMILY})(?: et al\.|(?:, {FAMILY})* (?:and|&) {FAMILY})? (\d{{4}})"
    rf"(?=[;)])"
)
# Capitalised words before a year that are no authors.
NO_AUTHORS = set(
    "January February March April May June July August September October November December "
    "Charter Treaty Act Final Accords Communique Declaration Istanbul Astana Paris Bucharest "
    "Kosovo Iraq Libya Afghanistan Bosnia Syria UNGA UNSCR SIPRI War v"
    .split()
)  # fmt: skip


def folded(text):
    bare = unicodedata.normalize("NFKD", text)
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


@cache
def works():
    """(family name of the first author, year) of every entry."""
    return {(folded(family_names(entry)[0]), entry["year"]) for entry in bibliography()}


def has_entry(before, year):
    """Whether an entry of the year has a first author who is named in the text before it."""
    return any(
        year == given and re.search(rf"\b{re.escape(family)}\b", folded(before))
        for family, given in works()
    )


def citations_in(text):
    """(text before, year) for every year in brackets, as citations in References are written."""
    flat = " ".join(text.split())
    for group in re.finditer(r"\(([^()]*)\)", flat):
        for year in re.finditer(YEAR, group[1]):
            at = group.start(1) + year.start()
            yield flat[max(0, at - 90) : at].rsplit(";", 1)[-1], year[0]


@cache
def docstrings():
    """(where, docstring) of every module, class and function of the package."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return [
        (f"{path.name}:{getattr(node, 'lineno', 1)}", text)
        for path in sorted((ROOT / "src").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, documented) and (text := ast.get_docstring(node))
    ]


@cache
def pages():
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    }


def test_what_docstrings_cite_is_in_the_bibliography():
    missing = [
        f"{where}: ...{before[-40:]}{year}"
        for where, text in docstrings()
        for section in REFERENCES.findall(text)
        for before, year in citations_in(section)
        if not has_entry(before, year)
    ]
    assert not missing, "no entry in docs/references.bib for\n" + "\n".join(missing)


def test_what_pages_cite_is_in_the_bibliography():
    missing = []
    for page, text in pages().items():
        prose = re.sub(r"^(```+).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
        for match in IN_PROSE.finditer(prose):
            name, year = match[1] or match[3], match[2] or match[4]
            before = prose[max(0, match.start() - 60) : match.start()] + match[0]
            if name.removesuffix("'s") not in NO_AUTHORS and not has_entry(before, year):
                missing.append(f"{page}: {match[0]}")
        listed = re.search(r"^#+ References\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
        for line in re.findall(r"^- (.*)$", listed[1] if listed else "", re.MULTILINE):
            year = re.search(rf"{YEAR}\.", line)
            if year and not has_entry(line[: year.start()], year[1]):
                missing.append(f"{page}: {line[:60]}")
    assert not missing, "no entry in docs/references.bib for\n" + "\n".join(missing)


def test_keys_of_datasets_are_in_the_bibliography():
    keys = {entry["key"] for entry in bibliography()}
    used = {
        node.value: path.name
        for path in (ROOT / "src" / "foedus" / "sources").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z]+\d{4}[a-z]\w*", node.value)
    }
    assert not {key: where for key, where in used.items() if key not in keys}


@cache
def everything():
    """All text that may cite: the package's and the tools' source, the tables and the pages."""
    kinds = ("src/**/*.py", "tools/**/*.py", "src/**/*.csv", "src/**/*.yaml")
    source = [path.read_text(encoding="utf-8") for kind in kinds for path in ROOT.glob(kind)]
    return folded(" ".join(" ".join([*source, *pages().values()]).split()))


@pytest.mark.parametrize("entry", bibliography(), ids=lambda entry: entry["key"])
def test_every_entry_is_cited(entry):
    family = re.escape(folded(family_names(entry)[0]))
    by_name = rf"\b{family}\b[^;|]{{0,110}}?\b{entry['year']}\b"
    by_key = rf"\b{re.escape(entry['key'])}\b"
    assert re.search(by_name, everything()) or re.search(by_key, everything())


def test_entries_are_in_order_complete_and_read_by_the_site():
    text = BIBLIOGRAPHY.read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{([^,\s]+),", text, re.MULTILINE)
    assert keys == sorted(set(keys))
    assert [entry["key"] for entry in bibliography()] == keys
    for entry in bibliography():
        assert {"author", "title", "year"} <= set(entry), entry["key"]
        assert re.fullmatch(r"[a-z]+\d{4}[a-z]\w*", entry["key"])
    assert not re.search(r"[{}\\]", bibliography_list(None, ""))


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"{\v{S}}avri{\v{c}}", "Šavrič"),
        (r"Monz{\'o}n, Luc\'{i}a", "Monzón, Lucía"),
        (r"Research \& {P}olitics, 1--2", "Research & Politics, 1–2"),
    ],
)
def test_bibtex_is_read(tex, text):
    assert plain(tex) == text


def test_citations_are_found_as_they_are_written():
    text = "Tullock (1980); Hirshleifer's (1989, eq. 3). ATOP 5 (Leeds et al. 2002), since 1815."
    assert [year for _, year in citations_in(text)] == ["1980", "1989", "2002"]
    assert has_entry("as in Boulding's (", "1962")
    assert not has_entry("as in Boulding's (", "1963")
    assert not has_entry("Nobody (", "1962")
