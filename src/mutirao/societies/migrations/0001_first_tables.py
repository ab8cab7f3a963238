import django.db.models.deletion
import mutirao.base.clock
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("movement", "0001_first_tables"),
        ("sources", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Society",
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
                ("population_percent", models.FloatField(null=True)),
                ("speakers", models.BigIntegerField(null=True, verbose_name="speakers")),
                (
                    "official_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "none known"),
                            ("official", "official"),
                            ("official_regional", "official in a part of the territory"),
                            ("de_facto_official", "official in practice"),
                        ],
                        max_length=20,
                    ),
                ),
                ("writing_percent", models.FloatField(null=True)),
                ("literacy_percent", models.FloatField(null=True)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
                (
                    "language",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="societies", to="movement.language"
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="societies", to="movement.territory"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "societies",
                "ordering": ["-speakers"],
            },
        ),
        migrations.CreateModel(
            name="SpokenAs",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_row", models.PositiveIntegerField(null=True)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("same", "the same language"),
                            ("script", "counted under another script of it"),
                            ("name", "counted under another name for it"),
                            ("variety", "counted together with other varieties of it"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.edition"
                    ),
                ),
                (
                    "language",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spoken_as", to="movement.language"
                    ),
                ),
                (
                    "society",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spoken_as", to="societies.society"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="society",
            constraint=models.UniqueConstraint(fields=("territory", "language"), name="society_once"),
        ),
        migrations.AddConstraint(
            model_name="spokenas",
            constraint=models.UniqueConstraint(fields=("language", "society"), name="spoken_as_once"),
        ),
    ]
