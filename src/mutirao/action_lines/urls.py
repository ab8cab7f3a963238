"""Addresses of action_lines, under ``/action-lines/``."""

from __future__ import annotations

from django.urls import path

from mutirao.action_lines.views import coordinating, demands, lines, pins, sign_ups, signatures, signing_up, tasks

app_name = "action_lines"
urlpatterns = [
    path("", lines.action_lines, name="action_lines"),
    path("sign-up/", signing_up.sign_up, name="sign_up_form"),
    path("sign-up/afresh/", signing_up.start_afresh, name="start_afresh"),
    path("people/", lines.people, name="people"),
    path("mine/", signing_up.mine, name="mine"),
    path("claim/", signatures.signatures, name="signatures"),
    path("claim/<uuid:public_id>/", signatures.claim, name="claim"),
    path("claim/<uuid:public_id>/remove/", signatures.remove, name="remove_signature"),
    path("tasks/", tasks.tasks, name="open_tasks"),
    path("tasks/<uuid:public_id>/", tasks.task, name="open_task"),
    path("tasks/<uuid:public_id>/<slug:name>/", tasks.take_step, name="task_step"),
    path("demands/<slug:slug>/<slug:name>/", demands.take_step, name="demand_step"),
    path("sign-ups/<uuid:public_id>/", sign_ups.sign_up, name="sign_up"),
    path("sign-ups/<uuid:public_id>/edit/", sign_ups.edit, name="edit"),
    path("sign-ups/<uuid:public_id>/withdraw/", sign_ups.withdraw, name="withdraw"),
    path("sign-ups/<uuid:public_id>/again/", sign_ups.sign_up_again, name="sign_up_again"),
    path("sign-ups/<uuid:public_id>/another/", sign_ups.propose_another, name="propose_another"),
    path("sign-ups/<uuid:public_id>/answer/", sign_ups.answer, name="answer"),
    path("sign-ups/<uuid:public_id>/write/", sign_ups.write_back, name="write_back"),
    path("sign-ups/<uuid:public_id>/hand-over/", sign_ups.hand_over, name="hand_over"),
    path("sign-ups/<uuid:public_id>/steps/<uuid:step_id>/done/", sign_ups.finish_step, name="finish_step"),
    path("sign-ups/<uuid:public_id>/next-step.ics", sign_ups.calendar, name="calendar"),
    path("<int:number>/", lines.numbered, name="numbered"),
    path("<slug:slug>/", lines.action_line, name="action_line"),
    path("<slug:slug>/people/", lines.line_people, name="line_people"),
    path("<slug:slug>/sign-up/", signing_up.sign_up, name="sign_up_to"),
    path("<slug:slug>/coordinate/", coordinating.coordinate, name="coordinate"),
    path("<slug:slug>/take-over/", coordinating.take_over, name="take_over"),
    path("<slug:slug>/places/", coordinating.set_places, name="set_places"),
    path("<slug:slug>/pins/", pins.pins, name="pins"),
    path("<slug:slug>/pins/<slug:external_id>/remove/", pins.unpin, name="unpin"),
    path("<slug:slug>/import/", coordinating.import_signatures, name="import_signatures"),
]
