"""What a community needs as files: CSV for spreadsheets, JSON for programs, wikitext for its own wiki."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

import mutirao_wikitext
from mutirao.needs import wording
from mutirao.needs.models import ConsensusLevel, Estimate, Reply
from mutirao.needs.queries.community_needs import CommunityNeeds
from mutirao.needs.states import Tier
from mutirao.sources.exporting import exports, write_table
from mutirao.sources.exporting.formats import CSV
from mutirao.sources.exporting.registry import Export


def as_csv(needs: CommunityNeeds) -> HttpResponse:
    """The columns of the table needs_estimates, and only this community's rows; none where nothing is published."""
    response = HttpResponse(content_type=f"{CSV.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="needs-{needs.community.slug}.csv"'
    write_table(_export_of(needs), {CSV: response})
    return response


def as_json(needs: CommunityNeeds) -> JsonResponse:
    """All that the page shows, in one document."""
    export = _export_of(needs)
    rows = [dict(zip(export.columns, row, strict=True)) for row in export.rows().values_list(*export.lookups)]
    content: dict[str, Any] = {
        "community": needs.community.slug,
        "standing": needs.standing.value,
        "release": needs.release.number if needs.release and rows else None,
        "n_answers": needs.result.n_answers if needs.result else None,
        "skills": rows,
        "group_form": [
            {
                "skill": each.skill.slug,
                "level": each.level,
                "importance": each.importance,
                "robustness": each.robustness,
            }
            for each in needs.levels
        ],
        "replies": [
            {
                "skill": each.skill.slug if each.skill else None,
                "kind": each.reply_kind,
                "text": each.text.as_json(),
                "source": each.source_url,
            }
            for each in needs.replies
        ],
    }
    if settings.MUTIRAO["DEMONSTRATION"]:
        content["demonstration"] = True
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def _level(level: ConsensusLevel) -> dict[str, Any]:
    said = {"level": level.level, "importance": level.importance, "robustness": level.robustness}
    return {"skill": level.skill.slug, **said}


def _reply(reply: Reply) -> dict[str, Any]:
    skill = reply.skill.slug if reply.skill else None
    return {"skill": skill, "kind": reply.reply_kind, "text": reply.text.as_json(), "source": reply.source_url}


def as_wikitext(needs: CommunityNeeds, *, address: str) -> str:
    """A heading, the answer and a table; every text comes out as text, never as markup."""
    title = _("Needs of %(name)s") % {"name": needs.community}
    parts = [f"== {mutirao_wikitext.plain_wikitext(title)} =="]
    if settings.MUTIRAO["DEMONSTRATION"]:
        parts.append(_("Demonstration: nothing here is real."))
    if needs.estimates:
        said = f"{wording.answer(needs)} {wording.who_answered(needs)}"
        parts += [mutirao_wikitext.plain_wikitext(said), _table(needs)]
    else:
        parts.append(_("Nothing is published about the needs of this community now."))
    return "\n\n".join([*parts, address]) + "\n"


def _table(needs: CommunityNeeds) -> str:
    shown = [each for tier in (Tier.CLEAR, Tier.LIKELY, Tier.UNCLEAR) for each in needs.of_tier(tier)]
    return mutirao_wikitext.table(
        [_("Skill"), _("Need, -20 to 20"), _("How clear"), _("Place"), _("How sure")],
        (
            [
                str(each.skill),
                wording.value_in_words(each),
                each.tier_label,
                wording.place_in_words(each, len(needs.estimates)),
                wording.certainty_in_words(each),
            ]
            for each in shown
        ),
    )


def _export_of(needs: CommunityNeeds) -> Export:
    """Of the rows that the page shows: who may see a hidden group's page may take its figures along."""
    keys = [each.pk for each in needs.estimates]
    whole = next(each for each in exports() if each.name == "needs_estimates")
    return dataclasses.replace(whole, rows=lambda: Estimate.objects.filter(pk__in=keys).order_by("pk"))
