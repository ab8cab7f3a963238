"""The description for programs: OpenAPI 3.1, made from the dictionaries of the tables."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from mutirao.portal.api.problems import MEDIA_TYPE
from mutirao.portal.api.tables import CODE, DEFAULT_LIMIT, LARGEST_LIMIT, Table, tables
from mutirao.sources.exporting.registry import Field, Kind

VERSION = "1.0.0"
PROBLEMS = (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.TOO_MANY_REQUESTS)
TYPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": ["string", "null"]},
    Kind.TEXTS: {"type": ["object", "null"], "additionalProperties": {"type": "string"}},
    Kind.INTEGER: {"type": ["integer", "null"]},
    Kind.NUMBER: {"type": ["number", "null"]},
    Kind.YES_NO: {"type": ["boolean", "null"]},
    Kind.DATE: {"type": ["string", "null"], "format": "date"},
    Kind.MOMENT: {"type": ["string", "null"], "format": "date-time"},
    Kind.LIST: {"type": ["array", "object", "null"]},
}
LANGUAGE = {
    "name": "language",
    "in": "query",
    "description": "Give texts only in the language nearest to this one (BCP 47); without it in all.",
    "schema": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$"},
    "example": "pt",
}
PAGING = [
    {
        "name": "limit",
        "in": "query",
        "description": "How many rows a page has.",
        "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT, "default": DEFAULT_LIMIT},
    },
    {
        "name": "cursor",
        "in": "query",
        "description": "Where the page begins: take the whole address that the page before gave as next.",
        "schema": {"type": "string"},
    },
    LANGUAGE,
]


def description() -> dict[str, Any]:
    """The whole document."""
    paths: dict[str, Any] = {"/api/v1/": {"get": _index()}}
    for table in tables().values():
        paths[f"/api/v1/{table.name}/"] = {"get": _rows(table)}
        if table.key is not None:
            paths[f"/api/v1/{table.name}/{{key}}/"] = {"get": _row(table)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Mutirão",
            "version": VERSION,
            "description": "Everything public, read-only. Facts carry their source and edition, see the table sources.",
            "license": {"name": "By source; see /data/"},
        },
        "paths": paths,
        "components": {
            "schemas": {"Problem": _problem(), **{table.name: _schema(table) for table in tables().values()}}
        },
    }


def _index() -> dict[str, Any]:
    listed = {"type": "object", "properties": {name: {"type": "string"} for name in ("name", "description", "url")}}
    content = {
        "type": "object",
        "required": ["tables", "openapi"],
        "properties": {"tables": {"type": "array", "items": listed}, "openapi": {"type": "string"}},
    }
    return {"operationId": "tables", "summary": "Every table with its address", "responses": _responses(content)}


def _rows(table: Table) -> dict[str, Any]:
    content = {
        "type": "object",
        "required": ["rows", "next"],
        "properties": {
            "rows": {"type": "array", "items": {"$ref": f"#/components/schemas/{table.name}"}},
            "next": {"type": ["string", "null"], "description": "Address of the next page."},
        },
    }
    filters = [
        {"name": name, "in": "query", "description": field.description, "schema": _filter(field)}
        for name, field in table.filters.items()
    ]
    return {
        "operationId": table.name,
        "summary": table.export.description,
        "parameters": [*filters, *PAGING],
        "responses": _responses(content),
    }


def _row(table: Table) -> dict[str, Any]:
    assert table.key is not None  # noqa: S101 the caller looked
    schema = {"type": "string", "format": "uuid"} if table.has_uuid_key else {"type": "string", "pattern": CODE}
    key = {"name": "key", "in": "path", "required": True, "description": table.key.description, "schema": schema}
    responses = _responses({"$ref": f"#/components/schemas/{table.name}"})
    responses["308"] = {"description": "It has another key now; the address is in Location."}
    return {
        "operationId": f"{table.name}_row",
        "summary": f"One row of {table.name}",
        "parameters": [key, LANGUAGE],
        "responses": responses,
    }


def _responses(content: dict[str, Any]) -> dict[str, Any]:
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "200": {"description": "Here it is.", "content": {"application/json": {"schema": content}}},
        "304": {"description": "The same as the ETag that you sent."},
        **{str(int(status)): {"description": status.phrase, "content": problem} for status in PROBLEMS},
    }


def _schema(table: Table) -> dict[str, Any]:
    return {
        "type": "object",
        "description": table.export.description,
        "required": [field.name for field in table.fields],
        "properties": {field.name: _property(field) for field in table.fields},
    }


def _property(field: Field) -> dict[str, Any]:
    codes = "".join(f" {code}: {label}." for code, label in field.choices if label and label != code)
    return {**TYPES[field.kind], "description": f"{field.description}{codes}"}


def _filter(field: Field) -> dict[str, Any]:
    if field.kind == Kind.YES_NO:
        return {"type": "boolean"}
    if field.choices:
        return {"type": "string", "enum": [code for code, _label in field.choices]}
    return {"type": "string", "pattern": CODE}


def _problem() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
    }
