"""Two kinds of gaps were written with hyphens; their tasks keep their place."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F, Value
from django.db.models.functions import Replace

FORMER = ("community-without-territory", "indicator-without-address")


def name_alike(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    tasks = apps.get_model("action_lines", "OpenTask").objects
    for former in FORMER:
        name = former.replace("-", "_")
        tasks.filter(gap_kind=former).update(gap_kind=name, gap=Replace(F("gap"), Value(former), Value(name)))


class Migration(migrations.Migration):
    dependencies = [("action_lines", "0002_name_who_pinned")]
    operations = [migrations.RunPython(name_alike, migrations.RunPython.noop, elidable=True)]
