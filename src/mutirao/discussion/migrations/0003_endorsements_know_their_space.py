from typing import Any

from django.db import migrations, models


def take_space_from_subject(apps: Any, schema_editor: Any) -> None:
    # Until now every subject was its own space.
    endorsements = apps.get_model("discussion", "Endorsement").objects.using(schema_editor.connection.alias)
    endorsements.update(space_kind=models.F("subject_kind"), space_id=models.F("subject_id"))


class Migration(migrations.Migration):
    dependencies = [
        ("discussion", "0002_suggestions"),
    ]

    operations = [
        migrations.AddField(
            model_name="endorsement",
            name="is_public_despite_risk",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="endorsement",
            name="space_kind",
            field=models.CharField(default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="endorsement",
            name="space_id",
            field=models.CharField(default="", max_length=100),
            preserve_default=False,
        ),
        migrations.RunPython(take_space_from_subject, migrations.RunPython.noop, elidable=True),
    ]
