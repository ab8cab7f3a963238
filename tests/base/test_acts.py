"""Names of acts: words for each, and old names that rows still bear."""

from django.utils.translation import override

from mutirao.base.acts import label_of, names_in_chain
from mutirao.base.audit import history, record, verify_chain
from mutirao.base.references import Reference
from mutirao.movement.states import Act

CASE = Reference("community", "lake")


def test_an_old_name_has_the_words_of_the_new_one():
    with override("en"):
        assert str(label_of("declared")) == str(label_of("movement.declared")) == "declaration added"


def test_an_act_is_found_under_all_its_names():
    assert names_in_chain([Act.DECLARED]) == ["movement.declared", "declared"]


def test_a_name_that_nobody_knows_is_shown_as_it_is():
    assert label_of("gone.forever") == "gone.forever"


def test_a_chain_with_old_and_new_names_verifies(db):
    record(subject=CASE, action="declared", by=None, facts={})
    record(subject=CASE, action=Act.DECLARED, by=None, facts={})

    assert [row.action for row in history(CASE)] == ["declared", "movement.declared"]
    assert len({str(row.action_label) for row in history(CASE)}) == 1
    assert verify_chain(CASE).is_intact
