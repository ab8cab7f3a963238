import django.db.models.deletion
import mutirao.base.clock
import mutirao.base.fields
import mutirao.base.text
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("sources", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Framework",
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
                (
                    "name",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=300, verbose_name="name"
                    ),
                ),
                (
                    "description",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=4000, verbose_name="description"
                    ),
                ),
                ("is_core", models.BooleanField(default=False)),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["-is_core", "slug"],
            },
        ),
        migrations.CreateModel(
            name="Skill",
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
                (
                    "entry_kind",
                    models.CharField(
                        choices=[("group", "group"), ("skill", "skill"), ("capacity", "capacity")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "name",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=300, verbose_name="name"
                    ),
                ),
                (
                    "description",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=4000, verbose_name="description"
                    ),
                ),
                (
                    "leadership_aspect",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("action", "what leaders do"),
                            ("quality", "how leaders are"),
                            ("outcome", "what comes of it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("role_contexts", models.JSONField(default=list)),
                ("external_id", models.CharField(blank=True, max_length=200)),
                ("wikidata_id", models.CharField(blank=True, max_length=20)),
                ("is_current", models.BooleanField(default=True)),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="skills", to="skills.framework"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="skills.skill",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "slug"],
            },
        ),
        migrations.CreateModel(
            name="Crosswalk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_row", models.PositiveIntegerField(null=True)),
                (
                    "vocabulary",
                    models.CharField(
                        choices=[
                            ("capx", "Capacity Exchange"),
                            ("ccd7", "Community Capacity Development: seven capacities"),
                            ("community_capacity_map", "Community Capacity Map"),
                            ("community_fund", "What funders saw in affiliates"),
                            ("core_policy_course", "Core policy course"),
                            ("ldp", "Leadership Development Plan"),
                            ("ldwg", "Leadership definition"),
                            ("ldwg_appendix", "Leadership definition: list of skills"),
                            ("lets_connect", "Let's Connect"),
                            ("movement_organizer", "Movement organizers study"),
                            ("organizer_lab", "Organizer Lab"),
                            ("recommendation", "The recommendation itself"),
                            ("small_wiki_toolkits", "Small wiki toolkits"),
                        ],
                        max_length=60,
                    ),
                ),
                ("their_label", models.CharField(max_length=300)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("exact", "the same"),
                            ("close", "nearly the same"),
                            ("broader", "wider than ours"),
                            ("narrower", "narrower than ours"),
                        ],
                        max_length=20,
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500)),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="crosswalks", to="skills.skill"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_row", models.PositiveIntegerField(null=True)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "name",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=200, verbose_name="name"
                    ),
                ),
                (
                    "description",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=4000, verbose_name="description"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="levels", to="skills.framework"
                    ),
                ),
            ],
            options={
                "ordering": ["framework", "position"],
                "constraints": [models.UniqueConstraint(fields=("framework", "position"), name="level_once")],
            },
        ),
        migrations.AddIndex(
            model_name="skill",
            index=models.Index(fields=["framework", "parent", "position"], name="skill_tree"),
        ),
        migrations.AddConstraint(
            model_name="crosswalk",
            constraint=models.UniqueConstraint(fields=("skill", "vocabulary", "their_label"), name="crosswalk_once"),
        ),
    ]
