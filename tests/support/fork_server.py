"""Runs Python scripts, each in a process of its own in which the libraries are loaded already.

It reads calls, one JSON object a line, and writes the exit code of each. It ends with its input, and
so with the process that it works for.
"""

import gc
import json
import os
import runpy
import sys
from importlib import import_module

# What generated projects and their programs import; to load it takes longer than most calls.
LIBRARIES = (
    "aiosqlite",
    "alembic.command",
    "alembic.config",
    "asyncpg",
    "fastapi",
    "pydantic_settings",
    "sqlalchemy.dialects.postgresql.asyncpg",
    "sqlalchemy.dialects.sqlite.aiosqlite",
    "sqlalchemy.ext.asyncio",
    "sqlmodel",
)


def next_call() -> dict:
    """Answer calls by processes; return, in each of these, its call."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            return json.loads(line)
        _, status = os.waitpid(child, 0)
        # In one piece, however Python buffers.
        os.write(sys.stdout.fileno(), b"%d\n" % os.waitstatus_to_exitcode(status))
    sys.exit()


def take_on(call: dict) -> None:
    """Make this process what it were if the call had started it."""
    for descriptor, path in enumerate((os.devnull, call["stdout"], call["stderr"])):
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, descriptor)
        os.close(file)
    os.chdir(call["cwd"])
    os.environ.clear()
    os.environ.update(call["env"])
    sys.dont_write_bytecode = "PYTHONDONTWRITEBYTECODE" in os.environ
    sys.argv = [call["script"], *call["words"]]
    added = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    sys.path[:1] = [os.path.dirname(call["script"]), *map(os.path.abspath, added)]


for library in LIBRARIES:
    import_module(library)
# What is loaded stays: no process has to look through it for garbage, nor copies it by that.
gc.freeze()
call = next_call()
take_on(call)
runpy.run_path(call["script"], run_name="__main__")
