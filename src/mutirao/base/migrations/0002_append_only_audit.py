"""The audit table refuses change and deletion in the database itself."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from mutirao.base.append_only import append_only_sql, changeable_sql

TABLE = "base_auditrow"


def refuse_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in append_only_sql(schema_editor.connection.vendor, TABLE):
        schema_editor.execute(statement)


def allow_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in changeable_sql(schema_editor.connection.vendor, TABLE):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("base", "0001_first_tables")]

    operations = [migrations.RunPython(refuse_changes, allow_changes)]
