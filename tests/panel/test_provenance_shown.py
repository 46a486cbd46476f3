"""What a notebook shows of where a panel's values come from."""

from foedus.panel.provenance import Choice, Provenance, UsedDataset


def test_a_provenance_shows_its_steps_and_its_data_sets():
    used = UsedDataset(
        name="x", title="A <b> & c", version="6.0", first_year=1816, last_year=2016, sha256="0",
        url="u", licence="free", citations=["singer1987"],
    )  # fmt: skip
    always = used.model_copy(update={"title": "Distances", "first_year": None, "last_year": None})
    record = Provenance(
        foedus="0.1.0", unit="state-years", recipe={}, peer_compat=False, rows=16731,
        steps=[Choice(step="create", options={"system": "cow"}, references="")],
        columns=["a", "b"], datasets=[used, always], cite=["singer1987"],
    )  # fmt: skip
    html = record._repr_html_()
    assert "state-years: 16,731 rows, 2 columns, foedus 0.1.0" in html
    assert "create(system=&#x27;cow&#x27;)" in html
    assert "<td>A &lt;b&gt; &amp; c</td><td>6.0</td><td>1816 to 2016</td>" in html
    assert html.count("<tr>") == 3
    assert "singer1987" in html
