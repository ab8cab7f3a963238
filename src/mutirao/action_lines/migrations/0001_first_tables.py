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
        ("movement", "0001_first_tables"),
        ("skills", "0001_first_tables"),
        ("sources", "0001_first_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionLine",
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
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="short name in addresses")),
                ("source_row", models.PositiveIntegerField(null=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("number_first", models.PositiveSmallIntegerField()),
                ("number_second", models.PositiveSmallIntegerField()),
                (
                    "name",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=200, verbose_name="name"
                    ),
                ),
                (
                    "summary",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=500, verbose_name="summary"
                    ),
                ),
                (
                    "description",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=4000, verbose_name="description"
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500)),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Demand",
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
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="short name in addresses")),
                ("source_row", models.PositiveIntegerField(null=True)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "name",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=300, verbose_name="name"
                    ),
                ),
                (
                    "description",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=1000, verbose_name="description"
                    ),
                ),
                ("what_counts", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "nobody has taken it on"), ("under_way", "under way"), ("met", "met")],
                        default="open",
                        max_length=20,
                    ),
                ),
                (
                    "action_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="demands",
                        to="action_lines.actionline",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="demands",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["action_line", "position"],
            },
        ),
        migrations.CreateModel(
            name="OpenTask",
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
                ("gap", models.CharField(db_index=True, max_length=200)),
                ("gap_kind", models.CharField(max_length=60)),
                ("details", models.JSONField(default=dict)),
                ("address", models.CharField(max_length=1000)),
                ("language", models.CharField(blank=True, max_length=20, verbose_name="language")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("claimed", "claimed"),
                            ("done", "done, to be confirmed"),
                            ("confirmed", "confirmed"),
                            ("gone", "no longer needed"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("claimed_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_note", models.CharField(blank=True, max_length=1000, verbose_name="what you did")),
                ("sent_back_reason", models.CharField(blank=True, max_length=1000, verbose_name="what is missing")),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "action_line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="open_tasks",
                        to="action_lines.actionline",
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="open_tasks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="skills.skill"
                    ),
                ),
            ],
            options={
                "ordering": ["minutes", "id"],
            },
        ),
        migrations.CreateModel(
            name="Pin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_row", models.PositiveIntegerField(null=True)),
                (
                    "pin_kind",
                    models.CharField(
                        choices=[("resource", "resource"), ("discussion", "discussion"), ("project", "project")],
                        max_length=20,
                    ),
                ),
                ("external_id", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=500)),
                ("address", models.URLField(blank=True, max_length=1000)),
                ("detail", models.CharField(blank=True, max_length=500)),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "a draft"),
                            ("under_review", "under review"),
                            ("funded", "funded"),
                            ("not_funded", "not funded"),
                            ("withdrawn", "withdrawn"),
                            ("not_verified", "outcome not known"),
                        ],
                        max_length=20,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "reason",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=500, verbose_name="reason"
                    ),
                ),
                (
                    "action_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pins", to="action_lines.actionline"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["action_line", "pin_kind", "position"],
            },
        ),
        migrations.CreateModel(
            name="Promise",
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
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="short name in addresses")),
                ("source_row", models.PositiveIntegerField(null=True)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "name",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=200, verbose_name="name"
                    ),
                ),
                (
                    "summary",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=500, verbose_name="summary"
                    ),
                ),
                ("address", models.CharField(max_length=100)),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="RecommendationSection",
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
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="short name in addresses")),
                ("source_row", models.PositiveIntegerField(null=True)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "heading",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=200, verbose_name="heading"
                    ),
                ),
                (
                    "body",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=4000, verbose_name="text"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="RolePlaces",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(choices=[("lead", "help to lead"), ("participate", "take part")], max_length=20),
                ),
                ("n_places", models.PositiveIntegerField(verbose_name="places")),
                (
                    "action_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_places",
                        to="action_lines.actionline",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignUp",
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
                ("wiki_name", models.CharField(blank=True, max_length=255)),
                ("wiki_name_digest", models.CharField(blank=True, db_index=True, max_length=64)),
                ("signed_on_url", models.URLField(blank=True, max_length=1000)),
                ("signed_at", models.DateTimeField(null=True)),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "help to lead"), ("participate", "take part")],
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                ("hours_a_month", models.PositiveSmallIntegerField(null=True, verbose_name="hours a month")),
                ("languages", models.JSONField(default=list)),
                (
                    "remark",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=1000, verbose_name="remark"
                    ),
                ),
                ("is_public", models.BooleanField(default=True, verbose_name="public")),
                ("is_public_despite_risk", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unclaimed", "signed on a wiki, not claimed"),
                            ("waiting", "waiting for a place"),
                            ("active", "signed up"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="active",
                        max_length=20,
                    ),
                ),
                ("next_step_due", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "action_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_ups",
                        to="action_lines.actionline",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sign_ups",
                        to="movement.community",
                    ),
                ),
                ("offers", models.ManyToManyField(blank=True, related_name="+", to="skills.skill")),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="owned_sign_ups",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_ups",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("wants", models.ManyToManyField(blank=True, related_name="+", to="skills.skill")),
            ],
            options={
                "ordering": ["created_at"],
            },
        ),
        migrations.CreateModel(
            name="NextStep",
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
                ("reasons", models.JSONField(default=dict)),
                (
                    "text",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=2000, verbose_name="next step"
                    ),
                ),
                ("done_at", models.DateTimeField(null=True)),
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
                    "open_task",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="next_steps",
                        to="action_lines.opentask",
                    ),
                ),
                (
                    "sign_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="next_steps", to="action_lines.signup"
                    ),
                ),
            ],
            options={
                "ordering": ["created_at"],
            },
        ),
        migrations.AddIndex(
            model_name="opentask",
            index=models.Index(fields=["state", "action_line", "minutes"], name="open_task_list"),
        ),
        migrations.AddConstraint(
            model_name="opentask",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["open", "claimed", "done"])),
                fields=("gap",),
                name="open_task_once_per_gap",
            ),
        ),
        migrations.AddConstraint(
            model_name="pin",
            constraint=models.UniqueConstraint(fields=("action_line", "pin_kind", "external_id"), name="pin_once"),
        ),
        migrations.AddConstraint(
            model_name="roleplaces",
            constraint=models.UniqueConstraint(fields=("action_line", "role"), name="role_places_once"),
        ),
        migrations.AddIndex(
            model_name="signup",
            index=models.Index(
                fields=["action_line", "is_public", "role", "created_at", "id", "state"], name="sign_up_list"
            ),
        ),
        migrations.AddIndex(
            model_name="signup",
            index=models.Index(fields=["is_public", "created_at", "id"], name="sign_up_latest"),
        ),
        migrations.AddIndex(
            model_name="signup",
            index=models.Index(
                fields=["action_line", "answered_at", "next_step_due", "is_public", "state", "person"],
                name="sign_up_overdue_in_line",
            ),
        ),
        migrations.AddIndex(
            model_name="signup",
            index=models.Index(fields=["owner", "answered_at"], name="sign_up_by_owner"),
        ),
        migrations.AddIndex(
            model_name="signup",
            index=models.Index(fields=["state", "answered_at", "next_step_due"], name="sign_up_overdue"),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("community", None), ("state__in", ["waiting", "active"])),
                fields=("action_line", "person"),
                name="sign_up_once_per_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["waiting", "active"])),
                fields=("action_line", "person", "community"),
                name="sign_up_once_per_community",
            ),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("wiki_name_digest", ""), _negated=True),
                fields=("action_line", "wiki_name_digest"),
                name="sign_up_once_per_signature",
            ),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("person__isnull", False),
                    models.Q(("wiki_name", ""), _negated=True),
                    ("state", "withdrawn"),
                    _connector="OR",
                ),
                name="sign_up_by_somebody",
            ),
        ),
    ]
