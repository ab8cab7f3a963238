"""What is written down when a link was followed, and what follows from it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from tests.factories.action_lines import PinFactory
from tests.factories.learning import ResourceFactory

from mutirao.base import clock
from mutirao.learning import actions, gaps, queries, tasks
from mutirao.learning.links import Finding
from mutirao.learning.models import ResourceLanguage
from mutirao.learning.states import LinkFault, LinkState

pytestmark = pytest.mark.django_db


class Told:
    """Stands for the visitor: finds what it was told, whatever it is asked."""

    def __init__(self, **finding):
        self.finding, self.asked = finding, []

    def follow(self, address):
        self.asked.append(address)
        return Finding(address, **self.finding)


def check(resource, **finding):
    return actions.record_check(resource=resource, finding=Finding(resource.address, **finding))


def test_working_link_is_due_again_after_a_month(noon):
    resource = check(ResourceFactory(), state=LinkState.WORKS)
    assert (resource.link_state, resource.link_checked_at) == ("works", noon)
    assert not queries.due_for_check().exists()
    with clock.at(noon + timedelta(days=30)):
        assert queries.due_for_check().get() == resource


def test_failing_link_is_tried_after_growing_times_and_then_counts_as_gone(noon):
    resource, waits = ResourceFactory(), []
    for _ in range(4):
        resource = check(resource, state=LinkState.FAILING, fault=LinkFault.UNKNOWN_HOST)
        waits.append((resource.link_due_at - noon).days)
    assert waits == [1, 3, 9, 30]
    assert resource.link_state == "gone"


def test_busy_server_is_never_called_gone_and_gets_the_time_it_asks_for(noon):
    resource = ResourceFactory()
    for _ in range(6):
        resource = check(
            resource, state=LinkState.FAILING, fault=LinkFault.TOO_BUSY, come_back_after=timedelta(days=400)
        )
    assert resource.link_state == "failing"
    first = check(
        ResourceFactory(), state=LinkState.FAILING, fault=LinkFault.TOO_BUSY, come_back_after=timedelta(days=400)
    )
    assert first.link_due_at == noon + timedelta(days=7)


def test_link_that_works_again_is_forgiven(noon):
    resource = check(ResourceFactory(link_failures=3), state=LinkState.WORKS)
    assert (resource.link_failures, resource.link_fault) == (0, "")


def test_finding_about_an_address_that_changed_meanwhile_is_dropped():
    resource = ResourceFactory()
    finding = Finding("https://example.org/old", LinkState.GONE, LinkFault.NOT_FOUND)
    assert actions.record_check(resource=resource, finding=finding).link_state == "unchecked"


def test_only_listed_links_that_are_due_are_followed():
    due = ResourceFactory()
    ResourceFactory(state="withdrawn")
    ResourceFactory(link_due_at=clock.now() + timedelta(days=1))
    visitor = Told(state=LinkState.WORKS)
    assert [each.pk for each in tasks.check_links(most=10, visitor=visitor)] == [due.pk]
    assert visitor.asked == [due.address]


def test_scheduled_task_asks_nobody_unless_the_operator_wants_it(monkeypatch, settings):
    ResourceFactory()
    visitor = Told(state=LinkState.WORKS)
    monkeypatch.setattr(tasks, "Visitor", lambda **kwargs: visitor)
    assert tasks.check_due_links.func() == 0
    settings.MUTIRAO = {**settings.MUTIRAO, "CHECK_LINKS": True}
    assert tasks.check_due_links.func() == 1


def test_command_says_what_it_found(monkeypatch, capsys):
    resource = ResourceFactory()
    monkeypatch.setattr(tasks, "Visitor", lambda **kwargs: Told(state=LinkState.GONE, fault=LinkFault.NOT_FOUND))
    call_command("links", "check")
    said = capsys.readouterr().out
    assert f"link is dead: {resource.address} (the page is not there)" in said
    assert "1 followed." in said


def test_dead_and_moved_links_become_open_tasks_until_they_work():
    dead = check(ResourceFactory(), state=LinkState.GONE, fault=LinkFault.NOT_FOUND)
    moved = check(ResourceFactory(), state=LinkState.MOVED, target="https://example.org/new")
    assert [gap.subject for gap in gaps.dead_links()] == [dead.reference]
    assert [gap.subject for gap in gaps.moved_links()] == [moved.reference]
    check(dead, state=LinkState.WORKS)
    assert not list(gaps.dead_links())


def test_recommended_resource_asks_for_the_languages_it_lacks():
    resource = ResourceFactory(short_id="R041", in_languages=["en", "pt-BR"])
    ResourceLanguage.objects.create(resource=resource, language="fr", percent=20)
    ResourceFactory()
    PinFactory(pin_kind="resource", external_id="R041")
    assert sorted(gap.language for gap in gaps.missing_languages()) == ["ar", "es", "fr", "hi"]
