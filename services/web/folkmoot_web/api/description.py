"""The API describes itself in OpenAPI 3.1, made from the same routes and Structs that answer, so that it cannot differ."""

import functools
from typing import Any

import msgspec

from folkmoot.domain import Command
from folkmoot_web.answers import Answer, Bytes, Page
from folkmoot_web.ask import Ask
from folkmoot_web.policy import Policy, everyone
from folkmoot_web.routing import Route, Routes
from folkmoot_web.things import PREFIXES

routes = Routes()

REF = "#/components/schemas/{name}"

PROBLEMS = {
    400: "What was sent could not be read",
    401: "No session token was sent, or it is not valid",
    403: "This is not for you, or so few people take part that nobody is shown it yet",
    404: "There is no such thing in this community",
    408: "The body took too long to arrive",
    409: "Somebody changed the same thing at the same moment",
    413: "The body is too long",
    415: "The body is not JSON",
    422: "The rules refuse; the sentence says why and what to do",
    429: "Too many requests; Retry-After says how long to wait",
    503: "Nothing can be taken at this moment",
}
_ONLY_WITH_BODY = (408, 409, 413, 415, 422)


class Trouble(msgspec.Struct):
    """What every answer other than success holds. error: one sentence on what is wrong and what to do."""

    error: str


@routes.read("/api/v1/openapi.json", may=everyone)
def description(ask: Ask) -> Answer:
    """This description."""
    return Bytes(_described(tuple(ask.front.routes), ask.front.site.origin), "application/json", age=300)


@routes.read("/api/v1/docs", may=everyone, kept=True)
def docs(ask: Ask) -> Answer:
    """This description as a page, without anything from elsewhere."""
    told = msgspec.json.decode(_described(tuple(ask.front.routes), ask.front.site.origin))
    return Page.of("api.html", api=told)


@functools.lru_cache(2)
def _described(all_routes: tuple[Route, ...], origin: str) -> bytes:
    return msgspec.json.encode(describe(list(all_routes), origin), order="sorted")


def describe(all_routes: list[Route], origin: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the routes below /api/v1. origin: of the site."""
    offered = [route for route in all_routes if route.path.startswith("/api/v1/") and route.answer is not None]
    kinds = [kind for route in offered for kind in (route.form, route.query, route.answer) if _has_schema(kind)]
    # one call for all: kinds of the same name are told apart by their modules
    written, components = msgspec.json.schema_components([*kinds, Trouble], ref_template=REF)
    schemas = dict(zip(kinds, written, strict=False))
    paths: dict[str, Any] = {}
    for route in offered:
        path = route.path.replace(":int", "").replace(":path", "")
        paths.setdefault(path, {})[route.method.lower()] = _operation(route, schemas, components)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Folkmoot",
            "version": "1",
            "description": "Everything that a page shows, and every command that a page may give.",
        },
        "servers": [{"url": origin}],
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": _troubles(),
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
        },
    }


def _has_schema(kind: Any) -> bool:
    return kind is not None and not isinstance(kind, str)


def _operation(route: Route, schemas: dict[Any, Any], components: dict[str, Any]) -> dict[str, Any]:
    queries = components[schemas[route.query]["$ref"].rpartition("/")[2]] if route.query else {"properties": {}}
    operation: dict[str, Any] = {
        "summary": route.says,
        "operationId": _id(route),
        "parameters": [*_path_parameters(route), *_query_parameters(queries), *_header_parameters(route)],
        "responses": {str(route.status): _success(route, schemas)} | _problems(route),
    }
    if route.may != everyone:
        operation["security"] = [{"session": []}]
        operation["description"] = _who(route.may)
    if route.form is not None:
        wanted = any(field.required for field in msgspec.structs.fields(route.form))
        content = {"application/json": {"schema": schemas[route.form]}}
        operation["requestBody"] = {"required": wanted, "content": content}
    return operation


def _id(route: Route) -> str:
    words = [word for word in route.path.split("/")[3:] if word and not word.startswith("{")] or ["all"]
    return "-".join([route.method.lower(), *words, *(["one"] if route.path.endswith("}") else [])])


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    return [{"name": name, "in": "path", "required": True, "schema": _path_schema(route, name)} for name in route.parameters]


def _path_schema(route: Route, name: str) -> dict[str, Any]:
    if f"{{{name}:int}}" in route.path:
        return {"type": "integer", "minimum": 0, "maximum": 2**53 - 1}
    if name in PREFIXES:
        return {"type": "string", "pattern": f"^{PREFIXES[name]}[a-z2-7]{{16}}$"}
    return {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,39}$"}


def _query_parameters(struct: dict[str, Any]) -> list[dict[str, Any]]:
    needed = struct.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": schema} for name, schema in struct["properties"].items()
    ]


def _header_parameters(route: Route) -> list[dict[str, Any]]:
    if route.form is None or not issubclass(route.form, Command):
        return []
    told = "Names this very asking: sent again with the same command, it is answered and not done again."
    schema = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"}
    return [{"name": "Idempotency-Key", "in": "header", "required": False, "description": told, "schema": schema}]


def _success(route: Route, schemas: dict[Any, Any]) -> dict[str, Any]:
    if isinstance(route.answer, str):
        return {"description": "Done", "content": {route.answer: {"schema": {"type": "string"}}}}
    return {"description": "Done", "content": {"application/json": {"schema": schemas[route.answer]}}}


def _troubles() -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": REF.format(name="Trouble")}}}
    return {str(status): {"description": told, "content": content} for status, told in PROBLEMS.items()}


def _problems(route: Route) -> dict[str, Any]:
    return {
        str(status): {"$ref": f"#/components/responses/{status}"}
        for status in PROBLEMS
        if (route.media or status not in _ONLY_WITH_BODY) and (route.may != everyone or status != 401)
    }


def _who(may: Policy) -> str:
    mine = f"For the person whose `{may.own}` it is" if may.own else ""
    held = f"{'or an' if mine else 'For an'} office that holds the role {' or '.join(may.roles)}" if may.roles else ""
    plain = {"guest": "For anybody with a session", "participant": "For somebody who takes part"}.get(may.who, "")
    return (" ".join(part for part in (mine, held) if part) or plain) + "."
