"""The page of datasets says what the records say."""

import datasets_page
from foedus.sources import datasets


def test_the_page_is_current():
    assert datasets_page.PAGE.read_text("utf-8") == datasets_page.page(), (
        "run: python tools/datasets_page.py"
    )


def test_every_dataset_is_on_it_with_its_checksum():
    text = datasets_page.page()
    for record in datasets().values():
        assert f"| `{record.name}` | {record.title} | {record.version} |" in text
        assert f"[{record.file}]({record.url}) | `{record.sha256}` |" in text
        assert all(f"(references.md#{key})" in text for key in record.citations)
        assert record.terms in text
