"""Releases and what they say of communities and skills, group forms and replies, without a pipeline."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory
from tests.factories.accounts import PersonFactory
from tests.factories.movement import CommunityFactory
from tests.factories.skills import SkillFactory

from mutirao.base import clock
from mutirao.base.text import text_of
from mutirao.movement.models import Community
from mutirao.needs.models import (
    CommunityResult,
    ConsensusForm,
    ConsensusLevel,
    Estimate,
    RegionResult,
    Release,
    Reply,
    SkillResult,
)
from mutirao.needs.states import Certainty, ConsensusState, ReplyKind, Robustness, Tier
from mutirao.skills.models import Skill


class ReleaseFactory(DjangoModelFactory[Release]):
    class Meta:
        model = Release

    number = factory.Sequence(lambda n: n + 1)
    procedure = "1.0"
    code_version = "0.1.0"
    seed = 4
    input_fingerprint = "ab" * 32
    has_model = True
    n_communities = 40
    n_answers = 900


class EstimateFactory(DjangoModelFactory[Estimate]):
    """A clear need that rests on twelve answers."""

    class Meta:
        model = Estimate

    release = factory.SubFactory(ReleaseFactory)
    community = factory.SubFactory(CommunityFactory)
    skill = factory.SubFactory(SkillFactory)
    value = 8.0
    low = 5.5
    high = 10.5
    direct = 8.6
    n_answers = 12
    importance = 4.4
    competence = 2.5
    own_share = 0.7
    rank = 3
    rank_low = 1
    rank_high = 9
    tier = Tier.CLEAR
    certainty = Certainty.FEW
    remedies = factory.LazyFunction(lambda: {"training": 0.61, "people": 0.22, "nothing": 0.17})


class BorrowedEstimateFactory(EstimateFactory):
    """What similar communities lend where fewer than five people answered."""

    direct = None
    n_answers = None
    importance = None
    competence = None
    own_share = 0.0
    certainty = Certainty.BORROWED
    remedies = factory.LazyFunction(dict)


class CommunityResultFactory(DjangoModelFactory[CommunityResult]):
    class Meta:
        model = CommunityResult

    release = factory.SubFactory(ReleaseFactory)
    community = factory.SubFactory(CommunityFactory)
    n_answers = 12
    bias_allowance = 1.2


class SkillResultFactory(DjangoModelFactory[SkillResult]):
    class Meta:
        model = SkillResult

    release = factory.SubFactory(ReleaseFactory)
    skill = factory.SubFactory(SkillFactory)
    n_answers = 300
    n_communities = 20
    direct = 5.0
    is_modelled = True


class RegionResultFactory(DjangoModelFactory[RegionResult]):
    class Meta:
        model = RegionResult

    release = factory.SubFactory(ReleaseFactory)
    skill = factory.SubFactory(SkillFactory)
    n_answers = 60
    n_communities = 4
    value = 6.0
    low = 5.0
    high = 7.0


class SignedFormFactory(DjangoModelFactory[ConsensusForm]):
    class Meta:
        model = ConsensusForm

    community = factory.SubFactory(CommunityFactory)
    n_people = 9
    state = ConsensusState.SIGNED
    signed_by = factory.SubFactory(PersonFactory)
    signed_as = "coordinator"
    signed_at = factory.LazyFunction(clock.now)
    expires_on = factory.LazyFunction(lambda: clock.today().replace(year=clock.today().year + 1, day=1))


class ConsensusLevelFactory(DjangoModelFactory[ConsensusLevel]):
    class Meta:
        model = ConsensusLevel

    form = factory.SubFactory(SignedFormFactory)
    skill = factory.SubFactory(SkillFactory)
    level = 2
    importance = 5
    robustness = Robustness.ONE


class ReplyFactory(DjangoModelFactory[Reply]):
    class Meta:
        model = Reply

    community = factory.SubFactory(CommunityFactory)
    reply_kind = ReplyKind.DISPUTE
    text = text_of(en="We run two meetings a month.")
    source_url = "https://meta.wikimedia.org/wiki/Example"
    by = factory.SubFactory(PersonFactory)


TIERS = (Tier.CLEAR, Tier.CLEAR, Tier.LIKELY, Tier.UNCLEAR, Tier.UNCLEAR, Tier.LOW)


def made_release(community: Community, skills: list[Skill], *, borrowed: bool = False, **release: object) -> Release:
    """A release with a row for each skill of ``community``, in all tiers."""
    made = ReleaseFactory(**release)
    rows = BorrowedEstimateFactory if borrowed else EstimateFactory
    Estimate.objects.bulk_create(
        rows.build(
            release=made,
            community=community,
            skill=skill,
            value=12 - place / 4,
            low=9 - place / 4,
            high=15 - place / 4,
            rank=place + 1,
            rank_low=max(1, place - 3),
            rank_high=min(len(skills), place + 6),
            tier=TIERS[min(place, len(TIERS) - 1)],
        )
        for place, skill in enumerate(skills)
    )
    CommunityResultFactory(release=made, community=community, n_answers=None if borrowed else 12)
    return made
