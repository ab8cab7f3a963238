"""Frameworks and skills."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from mutirao.base.gates import get_for
from mutirao.base.paging import address_without_page, page_of
from mutirao.base.panels import render_panels
from mutirao.skills import queries
from mutirao.skills.models import Skill

# Above this a tree is shown one storey at a time.
WHOLE_TREE = 200


@require_safe
def skills(request: HttpRequest) -> HttpResponse:
    """Our own framework whole, the search in it, and the other frameworks."""
    wanted = request.GET.get("q", "")[:100].replace("\x00", "").strip()
    frameworks = list(queries.frameworks_with_counts())
    core = next((framework for framework in frameworks if framework.is_core), None)
    context = {
        "core": core,
        "others": [framework for framework in frameworks if not framework.is_core],
        "wanted": wanted,
        "found": queries.search(wanted) if wanted else None,
        "branches": queries.tree(core) if core and not wanted else [],
    }
    return render(request, "skills/skills.html", context)


@require_safe
def framework(request: HttpRequest, slug: str) -> HttpResponse:
    """A framework: whole when small, by storeys when large."""
    shown = get_object_or_404(queries.frameworks_with_counts(), slug=slug)
    is_small = shown.skills.filter(is_current=True).count() <= WHOLE_TREE
    branches = queries.tree(shown) if is_small else queries.groups_with_children(shown)
    return render(request, "skills/framework.html", {"framework": shown, "branches": branches})


@require_safe
def skill(request: HttpRequest, slug: str) -> HttpResponse:
    """One entry: its sentence, its place in the tree, the words of other vocabularies."""
    shown = get_for(request.user, Skill, slug, related=("framework", "parent", "edition__source"))
    context = {
        "skill": shown,
        "children": page_of(queries.visible_skills(request.user).filter(parent=shown), request),
        "page_query": address_without_page(request),
        "crosswalks": shown.crosswalks.order_by("vocabulary", "their_label"),
        "panels": render_panels("skill", subject=shown, user=request.user, request=request),
    }
    return render(request, "skills/skill.html", context)
