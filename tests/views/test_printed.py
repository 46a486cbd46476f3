"""The pages on paper."""

import re
from pathlib import Path

import pytest

from foedus.claims.check import check
from foedus.views.html.check import report
from pages import browse

CLAIMS = Path(__file__).parents[2] / "examples" / "claims"


@pytest.mark.browser
@pytest.mark.mirror
@pytest.mark.parametrize("name", ["2022-01-30-lavrov", "2022-01-07-stoltenberg"])
def test_a_check_takes_half_a_page_a_claim(chromium, name, tmp_path, mirror):
    found = check(CLAIMS / f"{name}.yaml", draws=20)
    (tmp_path / "page.html").write_text(report(found), encoding="utf-8")
    browse(chromium, tmp_path / "page.html", f"--print-to-pdf={tmp_path / 'page.pdf'}")
    pages = len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "page.pdf").read_bytes()))
    assert 3 <= pages <= 2 + len(found.claims) / 2


def test_a_source_that_stands_with_its_clause_is_not_repeated(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text(
        "document: {title: t, speaker: s, date: 2024-06-01}\n"
        "claims:\n  - {id: a, says: x, kind: fact, test: "
        "{commitment: {involving: [NATO, UKR], kind: assurance, id: BUCH-23}}}\n",
        encoding="utf-8",
    )
    found = check(path, draws=1)
    [clause] = found.claims[0].finding.clauses
    section = report(found).split('id="claim-a"')[1].split("</section>")[0]
    assert clause.source in section
    assert f"Source: {clause.source}" not in section
