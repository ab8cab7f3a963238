"""What leaves: earlier assessments, and of the newest release what everybody may see."""

from __future__ import annotations

from mutirao.needs.models import EarlierAssessment, Release
from mutirao.needs.queries import earlier, published, replies
from mutirao.sources.exporting import ORIGIN, Column, register_export

ASSESSMENTS = {
    "assessment": Column("slug", "Short name; the table earlier_assessment_territories points to it."),
    "name": Column("name", "What it was called."),
    "place": Column("place", "Where, in words."),
    "start_date": Column("start_date", "Day, month or year in which asking began; empty: not known."),
    "end_date": Column("end_date", "Day, month or year in which it ended; empty: not known."),
    "date_note": Column("date_note", "What else is said of the time."),
    "procedure": Column("procedure", "How people were asked."),
    "n_asked": Column("n_asked", "People who were asked; empty: the source gives no single number."),
    "n_answered": Column("n_answered", "People who answered; empty: the source gives no single number."),
    "sample": Column("sample", "Who was asked, in the words of the source."),
    "response": Column("response", "Who answered, in the words of the source."),
    "languages": Column("languages", "Languages in which people were asked, BCP 47; empty: not stated."),
    "languages_note": Column("languages_note", "What else is said of languages."),
    "privacy": Column("privacy", "What was promised about answers; empty: not stated."),
    "scale": Column("scale", "How answers were weighed or ranked; empty: not stated."),
    "finding": Column("finding", "What people said; empty: our source does not state it."),
    "used_for": Column("used_for", "What the results were used for."),
    "page": Column("source_url", "Page that describes it."),
    **ORIGIN,
}
TERRITORIES = {
    "assessment": Column("earlierassessment__slug", "The assessment, see the table earlier_assessments."),
    "territory": Column("territory__slug", "Territory that it names, ISO 3166 two letters."),
}

RELEASES = {
    "release": Column("number", "Its number; releases never change."),
    "made_at": Column("made_at", "When it was made."),
    "procedure": Column("procedure", "Version of the procedure; releases of the same one can be compared."),
    "code_version": Column("code_version", "Version of the program that made it."),
    "seed": Column("seed", "Where its random numbers began."),
    "input_fingerprint": Column("input_fingerprint", "Digest over all answers and auxiliary figures that went in."),
    "has_model": Column("has_model", "Whether enough communities had answered to guess for the others."),
    "n_communities": Column("n_communities", "Communities with answers."),
    "n_answers": Column("n_answers", "People who answered, rounded to tens."),
    "parameters": Column("parameters", "Thresholds and allowances that were in force."),
}
ESTIMATES = {
    "release": Column("release__number", "The release, see the table needs_releases."),
    "community": Column("community__slug", "The community, see the table communities."),
    "skill": Column("skill__slug", "The skill, see the table skills."),
    "need": Column("value", "How much more it matters than it is mastered, -20 to 20."),
    "low": Column("low", "The need is above this nineteen times in twenty."),
    "high": Column("high", "The need is below this nineteen times in twenty."),
    "own_share": Column("own_share", "Part of the estimate that comes from own answers, 0 to 1."),
    "n_answers": Column("n_answers", "Answers about this skill; empty: fewer than five."),
    "direct": Column("direct", "The need from own answers alone; empty: fewer than five answers."),
    "importance": Column("importance", "Mean importance, 1 to 5; empty: fewer than five answers."),
    "competence": Column("competence", "Mean competence, 1 to 5; empty: fewer than five answers."),
    "rank": Column("rank", "Place among the needs of the community; 1 is the greatest."),
    "rank_low": Column("rank_low", "The place is this or later nineteen times in twenty."),
    "rank_high": Column("rank_high", "The place is this or earlier nineteen times in twenty."),
    "tier": Column("tier", "How clearly it is among the most needed."),
    "certainty": Column("certainty", "How much of it rests on answers of the community."),
    "cautions": Column("cautions", "What else to know: translation, split or old."),
    "remedies": Column("remedies", "Share of people who say that this would help; empty: fewer than five answers."),
    "n_teach": Column("n_teach", "People who could teach it; empty: not published."),
    "n_want": Column("n_want", "People who want to learn it; empty: not published."),
}
COMMUNITIES = {
    "release": Column("release__number", "The release, see the table needs_releases."),
    "community": Column("community__slug", "The community, see the table communities."),
    "n_answers": Column("n_answers", "People who answered; empty: fewer than five."),
    "was_raked": Column("was_raked", "Whether answers were weighted to known margins."),
    "why_not_raked": Column("why_not_raked", "Why answers were not weighted."),
    "bias_allowance": Column("bias_allowance", "What intervals are longer by, on each side, for who did not answer."),
    "learning_profile": Column("learning_profile", "How people can and like to learn, as shares by question."),
    "moved": Column("moved", "What moved since the release before, and why."),
}
SKILLS = {
    "release": Column("release__number", "The release, see the table needs_releases."),
    "skill": Column("skill__slug", "The skill, see the table skills."),
    "n_answers": Column("n_answers", "People who answered about it; empty: fewer than five."),
    "n_communities": Column("n_communities", "Communities with answers about it."),
    "direct": Column("direct", "The need in the whole movement, -20 to 20."),
    "discrepancy": Column("discrepancy", "Ranked discrepancy score, -100 to 100."),
    "n_teach": Column("n_teach", "People who could teach it; empty: not published."),
    "n_want": Column("n_want", "People who want to learn it; empty: not published."),
    "r_squared": Column("r_squared", "How much the model explains of a community that it has not seen, at most 1."),
    "coverage": Column("coverage", "How often the 90 % interval held such a community."),
    "is_modelled": Column("is_modelled", "Whether the model is good enough to guess where nobody answered."),
}
REGIONS = {
    "release": Column("release__number", "The release, see the table needs_releases."),
    "region": Column("region", "Wikimedia region."),
    "skill": Column("skill__slug", "The skill, see the table skills."),
    "n_answers": Column("n_answers", "People who answered about it."),
    "n_communities": Column("n_communities", "Communities with answers about it."),
    "need": Column("value", "The need in the region, -20 to 20."),
    "low": Column("low", "The need is above this nineteen times in twenty."),
    "high": Column("high", "The need is below this nineteen times in twenty."),
}
REPLIES = {
    "reply": Column("public_id", "Its identity."),
    "community": Column("community__slug", "The community whose figure it answers."),
    "skill": Column("skill__slug", "The skill; empty: all figures of the community."),
    "release": Column("release__number", "The release that it answers, see the table needs_releases."),
    "kind": Column("reply_kind", "What it wants to say."),
    "text": Column("text", "What it says."),
    "shown_by": Column("source_url", "Page that shows it."),
}


def register_exports() -> None:
    register_export(
        "earlier_assessments",
        lambda: EarlierAssessment.objects.order_by("slug"),
        ASSESSMENTS,
        description="Assessments of needs that others made before this platform, as their pages describe them.",
    )
    register_export(
        "earlier_assessment_territories",
        earlier.places_for_export,
        TERRITORIES,
        description="Territories that an earlier assessment names.",
    )
    register_releases()


def register_releases() -> None:
    """Of the newest release: a file of every week of years would be read by nobody; each has its own on its page."""
    newest = {"release": published.newest_id()}
    register_export(
        "needs_releases",
        lambda: Release.objects.order_by("number"),
        RELEASES,
        description="Frozen releases of needs, with all that it takes to make each again.",
    )
    register_export(
        "needs_estimates",
        lambda: published.estimates().filter(**newest).order_by("pk"),
        ESTIMATES,
        description="Needs of communities in the newest release. Those of few answers are borrowed: see certainty.",
        can_be_taken_back=True,
    )
    register_export(
        "needs_communities",
        lambda: published.results().filter(**newest).order_by("pk"),
        COMMUNITIES,
        description="What the newest release says of each community as a whole.",
        can_be_taken_back=True,
    )
    register_export(
        "needs_skills",
        lambda: published.skill_results().filter(**newest).order_by("pk"),
        SKILLS,
        description="What the newest release says of each skill in the whole movement.",
    )
    register_export(
        "needs_regions",
        lambda: published.region_results().filter(**newest).order_by("pk"),
        REGIONS,
        description="What the newest release says of each skill in regions with enough answers.",
    )
    register_export(
        "needs_replies",
        lambda: replies.public().order_by("pk"),
        REPLIES,
        description="What communities and others reply to figures.",
        can_be_taken_back=True,
    )
