"""Releases refuse change and deletion in the database itself."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from mutirao.base.append_only import append_only_sql, changeable_sql

TABLES = (
    "needs_release",
    "needs_estimate",
    "needs_communityresult",
    "needs_skillresult",
    "needs_regionresult",
    "needs_countedasking",
)


def refuse_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        for statement in append_only_sql(schema_editor.connection.vendor, table):
            schema_editor.execute(statement)


def allow_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        for statement in changeable_sql(schema_editor.connection.vendor, table):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("needs", "0007_count_askings_once")]

    operations = [migrations.RunPython(refuse_changes, allow_changes)]
