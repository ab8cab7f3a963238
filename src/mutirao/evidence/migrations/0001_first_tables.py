import django.db.models.deletion
import mutirao.base.clock
import mutirao.base.fields
import mutirao.base.text
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("movement", "0001_first_tables"),
        ("sources", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Indicator",
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
                    "about",
                    models.CharField(choices=[("territory", "territory"), ("community", "community")], max_length=20),
                ),
                (
                    "dimension",
                    models.CharField(
                        choices=[
                            ("internet_access", "Access to the internet"),
                            ("affordability", "What people can afford"),
                            ("devices_power", "Devices and electricity"),
                            ("awareness", "Knowing of Wikimedia"),
                            ("literacy_digital_skills", "Reading, writing and digital skills"),
                            ("language_support", "Support for languages"),
                            ("freedom_safety", "Freedom and safety"),
                            ("time_money_to_volunteer", "Time and money to volunteer"),
                            ("institutions_partners", "Institutions and partners"),
                            ("local_sources", "Local sources"),
                            ("inclusion", "Inclusion"),
                            ("context", "Size and age"),
                            ("readers", "Readers"),
                            ("contributors", "People who contribute"),
                            ("content", "Content"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "name",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=200, verbose_name="name"
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("percent", ""),
                            ("share", ""),
                            ("people", "people"),
                            ("years", "years"),
                            ("usd_ppp", "international dollars a year"),
                            ("kwh_per_person", "kWh a year"),
                            ("per_100_people", "for every 100 people"),
                            ("index_0_1", "on a scale from 0 to 1"),
                            ("index_0_100", "on a scale from 0 to 100"),
                            ("ratio", ""),
                            ("editors", ""),
                            ("administrators", ""),
                            ("devices", ""),
                            ("pageviews", ""),
                            ("pages", ""),
                            ("rank", ""),
                        ],
                        max_length=40,
                        verbose_name="unit",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("higher_is_more_capacity", "higher means more able to take part"),
                            ("lower_is_more_capacity", "lower means more able to take part"),
                            ("neutral", "neither"),
                        ],
                        max_length=30,
                    ),
                ),
                ("original_source", models.CharField(blank=True, max_length=300)),
                ("original_url", models.URLField(blank=True, max_length=500)),
                ("origin_column", models.CharField(blank=True, max_length=100)),
                (
                    "caveat",
                    mutirao.base.fields.TextByLanguage(
                        default=mutirao.base.text.Text, max_length=1000, verbose_name="caveat"
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
                "ordering": ["dimension", "slug"],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_row", models.PositiveIntegerField(null=True)),
                ("vintage", models.CharField(max_length=20)),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("value", models.FloatField(verbose_name="value")),
                (
                    "community",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="movement.community",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="movement.territory",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="evidence.indicator"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("community__isnull", True), ("territory__isnull", False)),
                            models.Q(("community__isnull", False), ("territory__isnull", True)),
                            _connector="OR",
                        ),
                        name="figure_about_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("community", None)),
                        fields=("indicator", "territory", "year", "vintage"),
                        name="figure_once_per_territory",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("territory", None)),
                        fields=("indicator", "community", "year", "vintage"),
                        name="figure_once_per_community",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReaderShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_row", models.PositiveIntegerField(null=True)),
                ("year", models.PositiveSmallIntegerField()),
                ("share", models.FloatField()),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reader_shares",
                        to="movement.community",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reader_shares",
                        to="movement.territory",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("community", "territory", "year"), name="reader_share_once"),
                    models.CheckConstraint(
                        condition=models.Q(("share__gte", 0), ("share__lte", 1)), name="reader_share_is_share"
                    ),
                ],
            },
        ),
    ]
