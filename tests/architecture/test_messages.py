"""The interface is complete in every language at every landing."""

from mutirao.base.messages import catalogue_problems


def test_every_message_is_translated():
    problems = catalogue_problems()
    assert not problems, f"{len(problems)} problems, the first of them:\n" + "\n".join(problems[:20])
