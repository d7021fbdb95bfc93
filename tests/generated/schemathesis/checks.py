"""What schemathesis cannot know of a generated service by itself."""

import json
import re
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import schemathesis
from hypothesis import strategies
from schemathesis import HookContext
from schemathesis.checks import CheckContext
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case
from schemathesis.generation.meta import TestPhase
from schemathesis.specs.openapi.checks import positive_data_acceptance

KNOWN: dict[str, Any] = json.loads(Path("known-rows.json").read_text())

PATHS: dict[str, str] = KNOWN["paths"]
"""Where rows are made, by the names of parameters and members that take their ids."""

ROWS: dict[str, list[str]] = KNOWN["rows"]
"""Ids of rows that exist, by where they are made: first those that are spared, as others need them."""

SPARED: dict[str, int] = {path: len(ids) for path, ids in ROWS.items()}

KEY = re.compile(r"[!-~]{1,255}")
"""What an `Idempotency-Key` may be. Others stay as they are, to be refused."""

NUMBERS = count()
"""Makes keys that are like no other."""

LONGEST = 1500
"""
Longer than any text that a query may hold. Where a query is longer than 64 KB, the HTTP server refuses
it by itself, before there is a request, and in plain text.
"""


# Domains such as `.test` have the form of an address and no mail; generators like them.
schemathesis.openapi.format(
    "email", strategies.from_regex(r"[a-z]{1,20}@[a-z]{1,20}\.com", fullmatch=True)
)


BEYOND_SCHEMA = {
    # Which ids exist, which cursors and tags were given, and which keys were used is no matter of
    # form. NUL is refused in every text, which would bury what the schema says about it.
    "urn:problem:unknown-reference",
    "urn:problem:idempotency-key-reused",
    "urn:problem:precondition-failed",
    "urn:problem:precondition-required",
}
"""Problems of requests that fit the schema."""


@schemathesis.check
def acceptance(ctx: CheckContext, response: Response, case: Case[Any]) -> bool | None:
    """Demand that what fits the schema is accepted, as `positive_data_acceptance` does.

    What no schema says is let pass.
    """
    if response.status_code in {412, 422, 428} and is_beyond_schema(response.json()):
        return None
    return positive_data_acceptance(ctx, response, case)


def is_beyond_schema(problem: dict[str, Any]) -> bool:
    """Tell whether a request was refused for nothing else than what no schema says."""
    return problem["type"] in BEYOND_SCHEMA or all(
        error["pointer"] == "/cursor" or "NUL" in error["detail"] for error in problem["errors"]
    )


@schemathesis.hook
def before_call(_context: HookContext, case: Case[Any], _kwargs: dict[str, Any]) -> None:
    """Ask for rows that exist, refer to them, and change them as they are now."""
    phase = None if case.meta is None else case.meta.phase.name
    if "If-Match" in case.headers or (phase is not TestPhase.COVERAGE and demands_tag(case)):
        case.headers["If-Match"] = "*"
    # A key that comes again with another body is refused, and with the same one it is answered with
    # what was made then, which may be deleted by now.
    if (key := case.headers.get("Idempotency-Key")) and KEY.fullmatch(key):
        case.headers["Idempotency-Key"] = f"{next(NUMBERS)}-{key}"[:255]
    for name, value in case.query.items():
        if isinstance(value, str):
            case.query[name] = value[:LONGEST]
    case.body = with_known_ids(case.body)
    # Scenarios ask for what they have made.
    if phase is TestPhase.STATEFUL:
        return
    case.query = with_known_ids(case.query)
    case.path_parameters = with_known_ids(case.path_parameters, spare=case.method == "DELETE")


@schemathesis.hook
def after_call(_context: HookContext, case: Case[Any], response: Response) -> None:
    """Note which rows there are."""
    if response.status_code == 201:
        ROWS.setdefault(case.path, []).append(response.json()["id"])
    elif case.method == "DELETE" and response.status_code == 204:
        for name, value in case.path_parameters.items():
            if value in (ids := ROWS.get(PATHS[name], [])):
                ids.remove(value)


def demands_tag(case: Case[Any]) -> bool:
    """Tell whether a row is changed only by those who name its tag."""
    return "428" in case.operation.definition.raw["responses"]


def with_known_ids(values: Any, *, spare: bool = False) -> Any:
    """Put known ids in the place of most invented ones; the invented one chooses."""
    if not isinstance(values, dict):
        return values
    return {name: known_id(value, rows_for(name, spare=spare)) for name, value in values.items()}


def rows_for(name: str, *, spare: bool) -> list[str]:
    """Return the ids of rows that a parameter or member takes, but for those that are spared."""
    path = PATHS.get(name, "")
    return ROWS.get(path, [])[SPARED.get(path, 0) if spare else 0 :]


def known_id(value: Any, known: list[str]) -> Any:
    """Return a known id for an invented one, and anything else as it is."""
    if not known or (isinstance(value, str) and value in known):
        return value
    if isinstance(value, list):
        ids = [known_id(item, known) for item in value if isinstance(item, str)]
        # A list that names something twice does so by intent, and one of other things too.
        return list(dict.fromkeys(ids)) if len(set(map(str, value))) == len(ids) else value
    try:
        choice = UUID(value).int
    except (AttributeError, TypeError, ValueError):
        return value
    return value if choice % 16 == 15 else known[choice % len(known)]
