"""Every route of the site, from the URLconf; and what routes.toml says of each."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, get_resolver, reverse

FILE = Path(__file__).with_name("routes.toml")
PARAMETER = re.compile(r"<(?:\w+:)?(?P<name>\w+)>")
# The six addresses that a model has in the admin; [models] of routes.toml has one line for all.
RIGHTS = ("view", "add", "change", "delete")


@dataclass(frozen=True)
class Route:
    """One pattern of the URLconf. Where it has no name, its pattern stands for one."""

    name: str
    pattern: str
    has_name: bool

    def address(self, words):
        """`words` fill its pattern; "?" among them is the query behind it."""
        words = dict(words)
        query = words.pop("?", "")
        return self.path(words) + (f"?{query}" if query else "")

    def path(self, words):
        if self.has_name:
            return reverse(self.name, kwargs=words)
        return "/" + PARAMETER.sub(lambda match: str(words[match["name"]]), self.pattern)


def all_routes():
    """Every route that a request can meet, in the order of the URLconf; each once."""
    routes = {route.name: route for route in walk(get_resolver().url_patterns)}
    return list(routes.values())


def walk(patterns, before="", space=""):
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Route(space + (pattern.name or nameless(here)), here, bool(pattern.name))
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from walk(pattern.url_patterns, here, inner)


def nameless(pattern):
    """The same word wherever the admin stands."""
    return pattern.removeprefix(settings.ADMIN_PATH)


@dataclass(frozen=True)
class Said:
    """What routes.toml says of a route: what it shows, what fills it, who is answered how."""

    output: str
    fill: str = ""
    read: str | dict = "open"
    write: str | dict = "never"
    cache: str = "stated"
    queries: tuple = ()
    forms: tuple = ()
    key: tuple = ()
    is_key: bool = False


@cache
def classification():
    """routes.toml, with the lines of [models] unfolded; lines of [routes] stand before those."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    rows = {name: Said(**row) for name, row in data["routes"].items()}
    for model, row in data["models"].items():
        rows = of_model(model, row) | rows
    return {**data, "said": rows}


def of_model(model, row):
    """The six routes of a model in the admin: who views, adds, changes, deletes it."""
    app, name = model.split(".")
    place, output = f"admin:{app}_{name}_", row.get("output", "desk")
    views, adds, changes, deletes = (row.get(right, "") for right in RIGHTS)
    history = {"missing": "led_on", "else": door(views)}
    delete = {"missing": door(deletes, "302"), "else": door(deletes, "200 302")}
    change = {"missing": door(views, "302"), "else": door(changes)}
    return {
        f"{place}changelist": Said(output, "", door(views), door(views)),
        f"{place}add": Said(output, "", door(adds), door(adds)),
        f"{place}history": Said(output, model, history, history),
        f"{place}delete": Said(output, model, delete, delete),
        f"{place}change": Said(
            output, model, {"missing": door(views, "302"), "else": door(views)}, change
        ),
        f"admin:{app}/{name}/<path:object_id>/": Said(output, model, "led_on", "led_on"),
    }


def door(actors, status="200"):
    """Who of the desk is let in; other staff are refused, everybody else is led to sign in."""
    let_in = f"{status}: {actors}; " if actors else ""
    return f"{let_in}403: staff; 302: everybody"


def unclassified():
    """A sentence for each route that routes.toml does not know, with the line to add."""
    known, models = classification()["said"], registered_models()
    for route in all_routes():
        if route.name not in known:
            yield missing(route, models)


def missing(route, models):
    model = next((one for one in models if belongs(route, one)), None)
    if model:
        line = f'"{model}" = {{ view = "administrator superuser", add = "", change = "", delete = "" }}'
        return (
            f"{FILE.name} does not know {route.name}. Add to [models] who may do what:\n    {line}"
        )
    fill = (
        ', fill = "article"' if PARAMETER.search(route.pattern) or "(?P<" in route.pattern else ""
    )
    line = f'"{route.name}" = {{ output = "page"{fill}, read = "open", write = "never" }}'
    return f"{FILE.name} does not know {route.name}, /{route.pattern}. Add to [routes]:\n    {line}"


def belongs(route, model):
    app, name = model.split(".")
    return route.name.startswith((f"admin:{app}_{name}_", f"admin:{app}/{name}/"))


def registered_models():
    return [model._meta.label_lower for model in admin.site._registry]


def forgotten():
    """A sentence for each line of routes.toml that no route answers to any more."""
    names = {route.name for route in all_routes()}
    known, models = classification(), set(registered_models())
    gone = [name for name in known["routes"] if name not in names]
    gone += [name for name in known["models"] if name not in models]
    return [
        f"{FILE.name} names {name}, which is no longer there. Remove the line." for name in gone
    ]
