import django.db.models.deletion
import mutirao.base.clock
import mutirao.base.fields
import mutirao.base.text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(default=mutirao.base.clock.now, editable=False, verbose_name="created"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(default=mutirao.base.clock.now, editable=False, verbose_name="changed"),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "text",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=4000, verbose_name="your comment"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("shown", "shown"),
                            ("held", "waiting for a moderator"),
                            ("hidden", "hidden by a moderator"),
                            ("removed", "removed by its author"),
                        ],
                        default="shown",
                        max_length=20,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reply_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replies",
                        to="discussion.comment",
                    ),
                ),
            ],
            options={
                "ordering": ["created_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Poll",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(default=mutirao.base.clock.now, editable=False, verbose_name="created"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(default=mutirao.base.clock.now, editable=False, verbose_name="changed"),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=100)),
                ("space_kind", models.CharField(max_length=40)),
                ("space_id", models.CharField(max_length=100)),
                (
                    "question",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=500, verbose_name="question"
                    ),
                ),
                (
                    "poll_kind",
                    models.CharField(
                        choices=[
                            ("consent", "consent: passes when nobody objects"),
                            ("straw", "straw poll: shows where people stand"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("options", models.JSONField(default=list)),
                (
                    "voters",
                    models.CharField(
                        choices=[("signed_in", "everybody who is signed in"), ("members", "people with a role here")],
                        default="signed_in",
                        max_length=20,
                        verbose_name="who can vote",
                    ),
                ),
                ("closes_at", models.DateTimeField(verbose_name="closes at")),
                ("closed_at", models.DateTimeField(null=True)),
                ("n_eligible", models.PositiveIntegerField(null=True)),
                ("result", models.JSONField(null=True)),
                (
                    "minority_note",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=2000, verbose_name="note of those who disagreed"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("choice", models.CharField(max_length=20)),
                ("cast_at", models.DateTimeField(default=mutirao.base.clock.now)),
                (
                    "voter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ballots", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ballots", to="discussion.poll"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(default=mutirao.base.clock.now, editable=False, verbose_name="created"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(default=mutirao.base.clock.now, editable=False, verbose_name="changed"),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=100)),
                ("space_kind", models.CharField(max_length=40)),
                ("space_id", models.CharField(max_length=100)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "everybody"),
                            ("signed_in", "people who are signed in"),
                            ("members", "people with a role here"),
                        ],
                        default="public",
                        max_length=20,
                    ),
                ),
                ("frozen_at", models.DateTimeField(null=True)),
                ("frozen_reason", models.CharField(blank=True, max_length=300, verbose_name="why it is closed")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject_kind", "subject_id", "audience"), name="thread_one_per_audience"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ModerationEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("held", "A comment was held for a moderator"),
                            ("shown", "A comment was shown"),
                            ("hidden", "A comment was hidden"),
                            ("appealed", "The author asked for another look"),
                            ("frozen", "The discussion was closed"),
                            ("unfrozen", "The discussion was opened again"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("created_at", models.DateTimeField(default=mutirao.base.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moderation",
                        to="discussion.comment",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moderation", to="discussion.thread"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="thread",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="discussion.thread"
            ),
        ),
        migrations.CreateModel(
            name="CommentReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500, verbose_name="what is wrong")),
                ("created_at", models.DateTimeField(default=mutirao.base.clock.now)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="discussion.comment"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("comment", "by"), name="comment_reported_once_each")],
            },
        ),
        migrations.CreateModel(
            name="Endorsement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(default=mutirao.base.clock.now, editable=False, verbose_name="created"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(default=mutirao.base.clock.now, editable=False, verbose_name="changed"),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=100)),
                (
                    "statement",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=1000, verbose_name="why you support it"
                    ),
                ),
                ("is_public", models.BooleanField(default=True, verbose_name="show my name")),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="endorsements",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("subject_kind", "subject_id", "person"),
                        name="endorsement_once_each",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="poll",
            index=models.Index(fields=["subject_kind", "subject_id"], name="poll_by_subject"),
        ),
        migrations.AddIndex(
            model_name="poll",
            index=models.Index(condition=models.Q(("closed_at", None)), fields=["closes_at"], name="poll_to_close"),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(fields=("poll", "voter"), name="ballot_once_each"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["thread", "state"], name="comment_by_thread"),
        ),
    ]
