"""A short story for the demonstration: a fictional group, from its gap to a task that somebody else confirmed.

Everything goes through the contexts' actions, as if people had done it. Names, groups and links are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from mutirao.accounts import actions as accounts
from mutirao.accounts.models import User
from mutirao.accounts.states import Role
from mutirao.action_lines import actions as action_lines
from mutirao.action_lines.models import ActionLine, OpenTask
from mutirao.action_lines.states import SignUpRole
from mutirao.base import clock
from mutirao.base.errors import InputError
from mutirao.base.references import Reference
from mutirao.base.text import text_of
from mutirao.discussion import actions as discussion
from mutirao.discussion.states import Audience as Readers
from mutirao.discussion.suggestible import digest, present_values, suggestible_named
from mutirao.learning import actions as learning
from mutirao.learning.states import Audience, Format
from mutirao.movement import actions as movement
from mutirao.movement.models import Community, Language
from mutirao.movement.states import CommunityKind
from mutirao.portal.queries import TOUR_COMMUNITY
from mutirao.skills.models import Skill
from mutirao.sources.demonstration import register_demo

LINE = "leadership-plan"
PAGE = "https://example.org/riverbank"
GROUPS = (
    (
        "Riverbank User Group",
        CommunityKind.USER_GROUP,
        "We write about the people, boats and birds of our river, in Swahili and English.",
    ),
    (
        "Harbour Library Circle",
        CommunityKind.GROUP,
        "Librarians of a harbour town who add sources to articles on Saturday mornings.",
    ),
    ("WikiProject Hillside Herbs", CommunityKind.WIKIPROJECT, "We describe plants that people on the hills use."),
)


def tell() -> None:
    """Three weeks in the life of Riverbank User Group."""
    people = {name: _person(name) for name in ("Amara", "Bento", "Chitra", "Dawit", "Elin", "Farah")}
    accounts.make_administrator(person=people["Elin"])
    line = ActionLine.objects.get(slug=LINE)
    _on_day(21, lambda: _add_groups(people))
    _on_day(18, lambda: _coordinate(people["Dawit"], line.reference, by=people["Elin"]))
    riverbank = Community.objects.get(slug=TOUR_COMMUNITY)
    _on_day(16, action_lines.find_gaps)
    _on_day(14, lambda: _sign_up(people, line, riverbank))
    _on_day(9, lambda: _talk(people, riverbank))
    _on_day(8, lambda: _fill_library(people, line))
    task = OpenTask.objects.get(subject_kind=Community.kind, subject_id=TOUR_COMMUNITY)
    _on_day(6, lambda: action_lines.claim_task(task=task, by=people["Amara"]))
    _on_day(4, lambda: _mend(task, riverbank, people))
    _on_day(2, lambda: action_lines.confirm_task(task=_fresh(task), by=people["Bento"]))


def _on_day(days_ago: int, act: Callable[[], object]) -> None:
    with clock.at(clock.now() - timedelta(days=days_ago)):
        act()


def _person(name: str) -> User:
    person = accounts.receive_local_person(name=f"{name} (fictional)")
    accounts.choose_preferences(language="", time_zone="", is_adult=True, by=person)
    return person


def _add_groups(people: dict[str, User]) -> None:
    swahili = Language.objects.get(slug="sw")
    for name, kind, description in GROUPS:
        community = movement.propose_community(
            kind=kind,
            name=text_of(en=name),
            description=text_of(en=description),
            website=PAGE,
            languages=[swahili],
            source_url=PAGE,
            by=people["Chitra"],
        )
        movement.accept_community(community=community, by=people["Elin"])


def _coordinate(person: User, space: Reference, *, by: User) -> None:
    grant = accounts.ask_for_role(role=Role.COORDINATOR, space=space, evidence_url=PAGE, by=person)
    accounts.confirm_role(grant=grant, by=by)


def _sign_up(people: dict[str, User], line: ActionLine, riverbank: Community) -> None:
    skills = list(Skill.objects.filter(framework__is_core=True, parent__isnull=False)[:4])
    plans = (
        ("Amara", SignUpRole.LEAD, riverbank, "I want to learn how to welcome newcomers, and to lead our group."),
        ("Bento", SignUpRole.PARTICIPATE, riverbank, "I can show how to take photographs of birds."),
        ("Farah", SignUpRole.PARTICIPATE, None, "I translate from English into Arabic in the evening."),
    )
    for name, role, community, remark in plans:
        commitment = action_lines.Commitment(
            role=role,
            community=community,
            offers=skills[:2],
            wants=skills[2:],
            hours_a_month=3,
            languages=["en", "sw"],
            remark=text_of(en=remark),
        )
        signed_up = action_lines.sign_up(action_lines=[line], commitment=commitment, by=people[name])
        reply = f"Welcome, {name}! Begin with the task below. I am here on Thursdays if you get stuck."
        action_lines.answer(sign_up=signed_up.new[0], text=reply, by=people["Dawit"])


def _talk(people: dict[str, User], riverbank: Community) -> None:
    thread = discussion.open_thread(subject=riverbank, audience=Readers.PUBLIC, by=people["Bento"])
    question = text_of(en="Nobody answers for our group yet, so new people do not know whom to ask. Who could do it?")
    asked = discussion.add_comment(thread=thread, text=question, by=people["Bento"])
    answer = text_of(en="I could begin, if somebody shows me how. There is an open task for it, ten minutes.")
    discussion.add_comment(thread=thread, text=answer, reply_to=asked, by=people["Amara"])


def _fill_library(people: dict[str, User], line: ActionLine) -> None:
    facts = {
        "title": "Ten minutes for a first greeting",
        "title_language": "en",
        "address": f"{PAGE}/first-greeting",
        "summary": "You can welcome somebody new in ten minutes, and leave them with one thing to do.",
        "summary_language": "en",
        "format": Format.GUIDE.value,
        "audiences": [Audience.LEADERS.value],
        "languages": "en, sw",
        "minutes": "10",
        "maintainer": "Riverbank User Group",
    }
    form = suggestible_named("resource").form(facts)
    if not form.is_valid():
        raise InputError("resource", allowed="facts that its form takes", got=form.errors.as_json())
    suggestion = discussion.suggest(
        kind="resource", subject=None, form=form, source_address=PAGE, note="We use it.", by=people["Bento"]
    )
    seen = digest(present_values(suggestible_named("resource"), None))
    resource = discussion.accept_suggestion(suggestion=suggestion, reason="", seen=seen, by=people["Elin"])
    reason = text_of(en="Short enough to read before a meeting, and Riverbank says that it helped them.")
    learning.recommend(resource=resource, line=line, reason=reason, by=people["Elin"])


def _mend(task: OpenTask, riverbank: Community, people: dict[str, User]) -> None:
    _coordinate(people["Amara"], riverbank.reference, by=people["Elin"])
    note = "I asked for the role and have it now. New people can write to me."
    action_lines.say_task_is_done(task=_fresh(task), note=note, by=people["Amara"])


def _fresh(task: OpenTask) -> OpenTask:
    return OpenTask.objects.get(pk=task.pk)


register_demo(70, tell)
