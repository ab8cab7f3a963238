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
        ("sources", "0001_first_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Language",
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
                ("wikimedia_codes", models.JSONField(default=list)),
                ("name_en", models.CharField(max_length=200)),
                ("autonym", models.CharField(blank=True, max_length=200, verbose_name="own name")),
                ("script", models.CharField(blank=True, max_length=4, verbose_name="script")),
                ("direction", models.CharField(default="ltr", max_length=3)),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="Territory",
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
                ("name_en", models.CharField(max_length=200)),
                (
                    "region",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("Sub-Saharan Africa", "Sub-Saharan Africa"),
                            ("Latin America & Caribbean", "Latin America and the Caribbean"),
                            ("Middle East & North Africa", "Middle East and North Africa"),
                            ("North America", "North America"),
                            ("Northern & Western Europe", "Northern and Western Europe"),
                            ("Central & Eastern Europe & Central Asia", "Central and Eastern Europe and Central Asia"),
                            ("South Asia", "South Asia"),
                            ("East, Southeast Asia, & Pacific", "East and Southeast Asia and the Pacific"),
                        ],
                        max_length=100,
                        verbose_name="Wikimedia region",
                    ),
                ),
                ("subcontinent", models.CharField(blank=True, max_length=100)),
                ("is_protected", models.BooleanField(default=False, verbose_name="on the protection list")),
                ("risk_score", models.FloatField(null=True)),
                ("wikidata_id", models.CharField(blank=True, max_length=20)),
                ("tile_row", models.PositiveSmallIntegerField(null=True)),
                ("tile_column", models.PositiveSmallIntegerField(null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "territories",
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="Wiki",
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
                ("domain", models.CharField(max_length=200)),
                (
                    "project",
                    models.CharField(
                        choices=[
                            ("wikipedia", "Wikipedia"),
                            ("wiktionary", "Wiktionary"),
                            ("wikibooks", "Wikibooks"),
                            ("wikiquote", "Wikiquote"),
                            ("wikinews", "Wikinews"),
                            ("wikisource", "Wikisource"),
                            ("wikiversity", "Wikiversity"),
                            ("wikivoyage", "Wikivoyage"),
                            ("commons", "Wikimedia Commons"),
                            ("wikidata", "Wikidata"),
                            ("wikifunctions", "Wikifunctions"),
                            ("wikispecies", "Wikispecies"),
                            ("meta", "Meta-Wiki"),
                            ("mediawiki", "MediaWiki"),
                            ("incubator", "Wikimedia Incubator"),
                            ("outreach", "Outreach Wiki"),
                            ("wikimania", "Wikimania"),
                            ("affiliate", "wiki of an affiliate"),
                            ("test", "test wiki"),
                            ("other", "other wiki"),
                        ],
                        max_length=40,
                        verbose_name="project",
                    ),
                ),
                ("wikimedia_code", models.CharField(blank=True, max_length=40)),
                ("is_open", models.BooleanField(default=True, verbose_name="open")),
                ("is_public", models.BooleanField(default=True)),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
                (
                    "language",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wikis",
                        to="movement.language",
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="Community",
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
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("source_row", models.PositiveIntegerField(null=True)),
                (
                    "community_kind",
                    models.CharField(
                        choices=[
                            ("wiki", "wiki"),
                            ("chapter", "chapter"),
                            ("user_group", "user group"),
                            ("thematic_organisation", "thematic organisation"),
                            ("hub", "hub"),
                            ("wikiproject", "WikiProject"),
                            ("language", "language community"),
                            ("group", "group not yet recognised"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=200, verbose_name="name"
                    ),
                ),
                (
                    "description",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=2000, verbose_name="what it is"
                    ),
                ),
                ("website", models.URLField(blank=True, max_length=500, verbose_name="page")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "waiting for a moderator"),
                            ("listed", "listed"),
                            ("refused", "refused"),
                            ("merged", "merged into another"),
                        ],
                        default="listed",
                        max_length=20,
                    ),
                ),
                ("state_reason", models.CharField(blank=True, max_length=500)),
                ("declines_estimates", models.BooleanField(default=False)),
                ("active_editors", models.FloatField(null=True)),
                (
                    "size_band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not known"),
                            ("0-4", "fewer than 5"),
                            ("5-19", "5 to 19"),
                            ("20-99", "20 to 99"),
                            ("100-999", "100 to 999"),
                            ("1000+", "1,000 and more"),
                        ],
                        max_length=10,
                        verbose_name="size",
                    ),
                ),
                ("search_text", models.TextField(blank=True)),
                ("sort_names", models.JSONField(default=dict)),
                ("declared_text", models.TextField(blank=True)),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="movement.community",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "wiki",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="community",
                        to="movement.wiki",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "communities",
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="Declaration",
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
                ("source_url", models.URLField(max_length=500, verbose_name="page that shows it")),
                (
                    "state",
                    models.CharField(
                        choices=[("declared", "declared"), ("withdrawn", "withdrawn")],
                        default="declared",
                        max_length=20,
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="declarations",
                        to="movement.community",
                    ),
                ),
                (
                    "declared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "language",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declarations",
                        to="movement.language",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declarations",
                        to="movement.territory",
                    ),
                ),
                (
                    "wiki",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declarations",
                        to="movement.wiki",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("language__isnull", True), ("territory__isnull", False), ("wiki__isnull", True)),
                            models.Q(("language__isnull", False), ("territory__isnull", True), ("wiki__isnull", True)),
                            models.Q(("language__isnull", True), ("territory__isnull", True), ("wiki__isnull", False)),
                            _connector="OR",
                        ),
                        name="declaration_of_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "declared")),
                        fields=("community", "territory"),
                        name="declaration_territory_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "declared")),
                        fields=("community", "language"),
                        name="declaration_language_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "declared")),
                        fields=("community", "wiki"),
                        name="declaration_wiki_once",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(fields=["state", "community_kind"], name="community_list"),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(fields=["state", "size_band"], name="community_size"),
        ),
    ]
