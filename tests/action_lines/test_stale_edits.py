"""An edit that was read before something else happened."""

from __future__ import annotations

import pytest
from tests.factories.action_lines import SignUpFactory

from mutirao.action_lines.actions import Commitment, edit_sign_up, withdraw
from mutirao.action_lines.models import SignUp
from mutirao.action_lines.states import SignUpRole, SignUpState
from mutirao.base.errors import Conflict


@pytest.mark.django_db
def test_an_edit_that_began_before_a_withdrawal_does_not_undo_it() -> None:
    read = SignUpFactory()
    withdraw(sign_up=SignUp.objects.get(pk=read.pk), by=read.person)

    with pytest.raises(Conflict):
        edit_sign_up(sign_up=read, commitment=Commitment(role=SignUpRole.LEAD), seen_version=1, by=read.person)

    assert SignUp.objects.get().state == SignUpState.WITHDRAWN
