"""What people type when they sign up, reply, work on open tasks and care for an action line."""

from mutirao.action_lines.forms.caring import HandOverForm, LetterForm, PinForm, PlacesForm, ReplyForm, SignaturesForm
from mutirao.action_lines.forms.sign_ups import PRIVATE, PUBLIC, CommitmentForm, EditForm, SignUpForm
from mutirao.action_lines.forms.tasks import DoneForm, SendBackForm, TaskFilterForm

__all__ = [
    "PRIVATE",
    "PUBLIC",
    "CommitmentForm",
    "DoneForm",
    "EditForm",
    "HandOverForm",
    "LetterForm",
    "PinForm",
    "PlacesForm",
    "ReplyForm",
    "SendBackForm",
    "SignUpForm",
    "SignaturesForm",
    "TaskFilterForm",
]
