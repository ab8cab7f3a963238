"""What the import linter cannot see of the order of contexts: foreign keys, private files, its own gaps."""

import re

import grimp
from django.apps import apps
from django.conf import settings

from .tree import PACKAGE, contexts, contract, files, layers, name_of

DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
PRIVATE = re.compile(r"mutirao\.(?!base\.)(\w+)\.(views|forms|tasks)(\.|$)")


def context_of(module: str) -> str:
    return module.split(".")[1]


def test_settings_install_the_contexts_in_order():
    assert list(settings.CONTEXTS) == contexts()


def test_order_of_files_is_held_in_every_context():
    assert contract("files")["containers"] == [f"mutirao.{name}" for name in contexts() if name != "base"]


def test_every_pure_package_is_held_pure():
    pure = sorted(path.parent.name for path in PACKAGE.parent.glob("mutirao_*/__init__.py"))
    assert contract("pure")["source_modules"] == pure
    assert contract("base")["forbidden_modules"] == pure


def test_foreign_keys_point_down():
    order = layers("contexts")
    upward = []
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("mutirao."):
            continue
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            target = field.related_model.__module__ if field.related_model else ""
            if target.startswith("mutirao."):
                own, other = context_of(model.__module__), context_of(target)
                if order.index(other) < order.index(own):
                    upward.append(f"{model._meta.label}.{field.name} -> {other}")
    assert upward == []


def test_views_forms_and_tasks_are_private_to_their_context():
    graph = grimp.build_graph("mutirao", cache_dir=None)
    broken = [
        f"{importer} imports {module}"
        for module in sorted(graph.modules)
        if PRIVATE.match(module)
        for importer in sorted(graph.find_modules_that_directly_import(module))
        if context_of(importer) != context_of(module)
    ]
    assert broken == []


def test_no_module_is_a_drawer():
    names = [name_of(path).removesuffix(".py") for path in files(".py")]
    assert [name for name in names if DRAWERS & set(name.split("/"))] == []
