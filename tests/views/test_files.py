"""Files are written whole or not at all."""

import pytest
from foedus.views.files import write_whole

from foedus import FoedusError


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path):
    target = tmp_path / "taken.csv"
    target.mkdir()
    with pytest.raises(FoedusError, match="cannot write"):
        write_whole(target, "a\n1\n")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.csv"]


def test_an_older_file_is_replaced_and_keeps_the_usual_rights(tmp_path):
    target = tmp_path / "a.csv"
    target.write_text("old")
    assert write_whole(target, "new") == target
    assert target.read_text() == "new"
    plain = tmp_path / "plain"
    plain.write_text("")
    assert target.stat().st_mode == plain.stat().st_mode
