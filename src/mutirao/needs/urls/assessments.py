"""Addresses of assessments."""

from __future__ import annotations

from django.urls import path

from mutirao.needs.views import asked, assessment_steps, assessments, invitations, paper, sampling

one = "assessments/<uuid:public_id>/"
urlpatterns = [
    path("whom-to-ask/", sampling.whom_to_ask, name="whom_to_ask"),
    path("assessments/", assessments.assessments, name="assessments"),
    path("assessments/new/<slug:slug>/", assessments.new_assessment, name="new_assessment"),
    path(one, assessments.assessment, name="assessment"),
    path(f"{one}change/", assessments.change_assessment, name="change_assessment"),
    path(f"{one}skills/", assessments.assessment_skills, name="assessment_skills"),
    path(f"{one}paper/", paper.paper, name="paper"),
    path(f"{one}paper/print/", paper.print_sheets, name="print_paper"),
    path(f"{one}paper/type/", paper.type_in, name="type_in_paper"),
    path(f"{one}open/", assessment_steps.open_assessment, name="open_assessment"),
    path(f"{one}extend/", assessment_steps.extend_assessment, name="extend_assessment"),
    path(f"{one}stricter/", assessment_steps.make_stricter, name="make_stricter"),
    path(f"{one}close/", assessment_steps.close_assessment, name="close_assessment"),
    path(f"{one}withdraw/", assessment_steps.withdraw_assessment, name="withdraw_assessment"),
    path(f"{one}asked/", asked.asked_communities, name="asked_communities"),
    path(f"{one}asked/<slug:slug>/stop/", asked.stop_asking, name="stop_asking"),
    path(f"{one}compare/", asked.compare, name="compare_assessment"),
    path(f"{one}invitations/", invitations.invitations, name="invitations"),
]
