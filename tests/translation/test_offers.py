"""Offering, publishing as a second reader, declining, confirming."""

import pytest
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.translation import TranslationOfferFactory

from mutirao.accounts.actions import erase_person
from mutirao.accounts.models import Notice
from mutirao.base import audit
from mutirao.base.errors import Conflict, InputError, Refused
from mutirao.base.references import Reference
from mutirao.base.text import Text, text_of
from mutirao.translation import actions, queries
from mutirao.translation.models import NativeReading, TranslationOffer
from mutirao.translation.queries import digest

from .conftest import skill

pytestmark = pytest.mark.django_db
ADDRESS = "/translate/skill/facilitation/description/pt/"
WORDS = "Conduzir 3 reuniões."


def typed(text: str = WORDS, *, original: str = "Lead 3 meetings.", current: str = "", **more: str) -> dict[str, str]:
    return {"text": text, "seen_original": digest(original), "seen_current": digest(current), **more}


@pytest.fixture
def translator(db):
    return RoleGrantFactory(role="translator").person


def test_offer_waits_for_a_second_reader(client, facilitation):
    client.force_login(person := PersonFactory())
    assert client.post(ADDRESS, typed()).url == ADDRESS
    offer = TranslationOffer.objects.get()
    assert (offer.state, offer.text, offer.by, offer.original) == ("offered", WORDS, person, "Lead 3 meetings.")
    facilitation.refresh_from_db()
    assert facilitation.description == text_of(en="Lead 3 meetings.")
    assert WORDS in client.get(ADDRESS).text


def test_second_offer_of_a_person_replaces_the_first(client, facilitation):
    client.force_login(PersonFactory())
    client.post(ADDRESS, typed())
    client.post(ADDRESS, typed("Moderar 3 reuniões."))
    assert TranslationOffer.objects.get().text == "Moderar 3 reuniões."


@pytest.mark.parametrize("role", ["translator", "administrator", "member"])
def test_translators_publish_at_once(client, facilitation, role, translator):
    member = RoleGrantFactory(role="curator", subject=facilitation.reference).person
    person = {"translator": translator, "administrator": AdministratorFactory(), "member": member}[role]
    client.force_login(person)
    client.post(ADDRESS, typed())
    facilitation.refresh_from_db()
    assert facilitation.description == text_of(en="Lead 3 meetings.", pt=WORDS)
    assert TranslationOffer.objects.get().state == "published"
    assert "translation.offer_published" in [row.action for row in audit.history(facilitation.reference)]
    assert audit.verify_chain(facilitation.reference).is_intact


def test_second_reader_publishes_and_the_author_is_told(client, facilitation, translator):
    offer = TranslationOfferFactory(text=WORDS)
    client.force_login(translator)
    assert "1 translation to read" in client.get("/me/").text
    assert WORDS in client.get(offer.get_absolute_url()).text
    client.post(f"{offer.get_absolute_url()}publish/", {"seen_current": digest("")})
    facilitation.refresh_from_db()
    assert facilitation.description.texts["pt"] == WORDS
    assert Notice.objects.get().person == offer.by


def test_nobody_reads_their_own_offer(client, facilitation, translator):
    offer = TranslationOfferFactory(by=translator)
    client.force_login(translator)
    assert client.post(f"{offer.get_absolute_url()}publish/", {"seen_current": digest("")}).status_code == 403
    assert offer not in queries.offers_to_read(translator)


def test_offer_from_an_older_original_is_marked(client, facilitation, translator):
    offer = TranslationOfferFactory(text="Conduzir reuniões.", original="Lead meetings.")
    client.force_login(translator)
    page = client.get(offer.get_absolute_url()).text
    assert "The original has changed since this translation was made" in page
    assert "<ins>3</ins>" in page
    client.post(f"{offer.get_absolute_url()}publish/", {"seen_current": digest("")})
    facilitation.refresh_from_db()
    assert facilitation.description.outdated == {"pt"}
    assert "older than the original" in client.get(ADDRESS).text
    assert "<ins>3</ins>" in client.get(ADDRESS).text


def test_of_two_who_publish_at_once_one_wins(facilitation, translator):
    first, second = TranslationOfferFactory(), TranslationOfferFactory()
    actions.publish_offer(offer=first, seen_current=digest(""), by=translator)
    with pytest.raises(Refused, match="already"):
        actions.publish_offer(offer=first, seen_current=digest(first.text), by=AdministratorFactory())
    with pytest.raises(Conflict):
        actions.publish_offer(offer=second, seen_current=digest(""), by=translator)
    facilitation.refresh_from_db()
    assert facilitation.description.texts["pt"] == first.text
    second.refresh_from_db()
    assert second.state == "offered"


def test_who_publishes_too_late_is_told_and_nothing_changes(client, facilitation, translator):
    offer = TranslationOfferFactory()
    client.force_login(translator)
    for seen in ("", "x", digest("another"), "x" * 5000):
        response = client.post(f"{offer.get_absolute_url()}publish/", {"seen_current": seen}, follow=True)
        assert "has changed since you opened it" in response.text
    facilitation.refresh_from_db()
    assert "pt" not in facilitation.description.texts


@pytest.mark.parametrize("changed", ["original", "current"])
def test_what_was_typed_stays_when_the_text_changed(client, facilitation, changed):
    client.force_login(PersonFactory())
    page = client.post(ADDRESS, typed(**{changed: "Something older with 3."}))
    assert page.status_code == 409
    assert f"{WORDS}</textarea>" in page.text
    assert digest("Lead 3 meetings.") in page.text
    assert not TranslationOffer.objects.exists()


def test_declining_needs_a_reason_that_its_author_reads(client, facilitation, translator):
    offer = TranslationOfferFactory()
    client.force_login(translator)
    for reason in ("", "\0", "a\u202eb", "x" * 501):
        page = client.post(f"{offer.get_absolute_url()}decline/", {"reason": reason})
        assert page.status_code == 422
        assert "id_reason_error" in page.text
    client.post(f"{offer.get_absolute_url()}decline/", {"reason": "It says four."})
    client.force_login(offer.by)
    assert "It says four." in client.get(offer.get_absolute_url()).text
    assert Notice.objects.get().person == offer.by
    facilitation.refresh_from_db()
    assert "pt" not in facilitation.description.texts


def test_author_takes_an_offer_back(client, facilitation):
    offer = TranslationOfferFactory()
    client.force_login(offer.by)
    client.post(f"{offer.get_absolute_url()}decline/", {"reason": "I know better now."})
    offer.refresh_from_db()
    assert offer.state == "declined"
    assert not Notice.objects.exists()


@pytest.mark.parametrize("text", ["", "  ", "\0", "a\0", "a\u202eb 3", "a\u2066b 3", "x" * 4001])
def test_bad_words_are_refused_even_when_checked(client, facilitation, text):
    client.force_login(AdministratorFactory())
    page = client.post(ADDRESS, typed(text, is_checked="on"))
    assert page.status_code == 422
    assert "id_text_error" in page.text
    assert not TranslationOffer.objects.exists()


def test_a_finding_is_shown_and_can_be_overridden(client, facilitation):
    client.force_login(PersonFactory())
    page = client.post(ADDRESS, typed("Conduzir três reuniões."))
    assert page.status_code == 422
    assert "The numbers are not those of the original" in page.text
    assert "is_checked" in page.text
    assert client.post(ADDRESS, typed("Conduzir três reuniões.", is_checked="on")).status_code == 302
    assert TranslationOffer.objects.count() == 1


def test_ten_megabytes_are_refused(client, facilitation):
    client.force_login(PersonFactory())
    assert client.post(ADDRESS, typed("x" * 10_500_000)).status_code in {400, 413, 422}
    assert not TranslationOffer.objects.exists()


def test_markup_is_shown_as_it_was_typed(client, facilitation):
    client.force_login(AdministratorFactory())
    client.post(ADDRESS, typed("<script>alert(3)</script>"))
    page = client.get(ADDRESS).text
    assert "&lt;script&gt;alert(3)" in page
    assert "<script>alert" not in page


def test_draft_says_so_until_a_native_speaker_confirms(client, facilitation):
    facilitation.description = text_of(en="Lead 3 meetings.", pt=WORDS)
    facilitation.save()
    client.force_login(person := PersonFactory())
    mark = "draft by the team, not yet read by a native speaker"
    assert mark in client.get(ADDRESS).text
    assert mark in client.get("/translate/skill/facilitation/").text
    client.post(f"{ADDRESS}confirm/", {"seen_current": digest("another text")})
    assert not NativeReading.objects.exists()
    for _ in range(2):
        client.post(f"{ADDRESS}confirm/", {"seen_current": digest(WORDS)})
    assert NativeReading.objects.get().by == person
    assert mark not in client.get(ADDRESS).text
    facilitation.description = facilitation.description.with_text("pt", "Outro 3.")
    facilitation.save()
    assert mark in client.get(ADDRESS).text


def test_published_translation_is_no_draft(facilitation, translator):
    offer = TranslationOfferFactory()
    actions.publish_offer(offer=offer, seen_current=digest(""), by=translator)
    facilitation.refresh_from_db()
    assert queries.language_state(facilitation, "description", "pt").is_draft is False


def test_original_is_not_overwritten(client, facilitation):
    client.force_login(AdministratorFactory())
    assert client.post("/translate/skill/facilitation/description/en/", typed()).status_code == 404
    with pytest.raises(InputError, match="language"):
        actions.offer_translation(
            target=facilitation,
            field="description",
            language="en",
            words="Mine",
            seen_original=digest("Lead 3 meetings."),
            seen_current=digest("Lead 3 meetings."),
            by=AdministratorFactory(),
        )


def test_erasure_keeps_what_is_published_without_a_name(facilitation, translator):
    published = TranslationOfferFactory()
    person = published.by
    TranslationOfferFactory(by=person, language="es")
    actions.publish_offer(offer=published, seen_current=digest(""), by=translator)
    erase_person(by=person)
    assert list(TranslationOffer.objects.values_list("public_id", "by")) == [(published.public_id, None)]
    facilitation.refresh_from_db()
    assert facilitation.description.texts["pt"] == published.text


ROLES = ["nobody", "stranger", "author", "translator", "administrator"]


@pytest.mark.parametrize(
    ("state", "readers", "publishers"),
    [
        ("offered", ["author", "translator", "administrator"], ["translator", "administrator"]),
        ("declined", ["author", "translator", "administrator"], []),
        ("published", ROLES, []),
    ],
)
def test_who_reads_and_decides_about_offers(client, facilitation, translator, state, readers, publishers):
    offer = TranslationOfferFactory(state=state, text="Palavras secretas")
    people = {"stranger": PersonFactory(), "author": offer.by, "translator": translator}
    people["administrator"] = AdministratorFactory()
    for name in ROLES:
        client.logout()
        if name != "nobody":
            client.force_login(people[name])
        page = client.get(offer.get_absolute_url())
        assert page.status_code == (200 if name in readers else 404), name
        assert ("Palavras secretas" in page.text) == (name in readers), name
        assert ("Publish this translation" in page.text) == (name in publishers), name
        if name not in publishers:
            response = client.post(f"{offer.get_absolute_url()}publish/", {"seen_current": digest("")})
            assert response.status_code in {302, 403, 404}
            assert response.status_code != 302 or "sign-in" in response.url
    facilitation.refresh_from_db()
    assert facilitation.description == Text("en", {"en": "Lead 3 meetings."})


def test_offer_on_a_hidden_thing_is_hidden_from_everybody(client, db):
    skill("hidden", is_current=False)
    offer = TranslationOfferFactory(subject=Reference("skill", "hidden"))
    administrator = AdministratorFactory()
    for person in (administrator, offer.by):
        client.force_login(person)
        assert not queries.offers_visible_to(person).exists()
        assert client.get(offer.get_absolute_url()).status_code == 404
        for path in ("hidden/", "hidden/description/pt/"):
            assert client.get(f"/translate/skill/{path}").status_code == 404
    assert offer.text not in client.get("/translate/waiting/").text


@pytest.mark.parametrize("n_offers", [1, 3, 100])
def test_waiting_list_takes_as_many_queries_for_any_number(
    client, facilitation, translator, django_assert_num_queries, n_offers
):
    TranslationOfferFactory.create_batch(n_offers)
    client.force_login(translator)
    with django_assert_num_queries(6):
        client.get("/translate/waiting/")
