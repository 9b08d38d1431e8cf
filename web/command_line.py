"""transfer-assistant: the assistant from a terminal. Exit codes: 0 fine, 1 fell short, 2 the call was wrong."""
# ruff: noqa: PLC0415 - each command imports what it needs, so that a question is answered in a second

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn, TextIO

import typer
import yaml
from pydantic import ValidationError
from rich.console import Console

from assistant.facts import UnknownFact
from assistant.loading import PackError, load
from assistant.pack import Pack
from assistant.settings import CHECKOUT, Settings

if TYPE_CHECKING:
    from assistant.answering.turn import Assistant

FELL_SHORT, WRONG_CALL = 1, 2

app = typer.Typer(
    help=__doc__,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # its tracebacks would print what was asked
    rich_markup_mode=None,
)


def read_day(raw: str) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise typer.BadParameter("must be a real date, written YYYY-MM-DD") from None


Today = Annotated[
    date | None, typer.Option(parser=read_day, metavar="YYYY-MM-DD", help="Answer as if today were this day.")
]


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on; else ASSISTANT_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="The port; else ASSISTANT_PORT.")] = None,
) -> None:
    """Serve the chat page and the HTTP interface."""
    with told():
        given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
        settings = Settings(**given)  # type: ignore[arg-type]
        import uvicorn

        from web import logs, server
        from web.app import create_app
        from web.service import open_service

        logs.configure()
        server.share_heaps()
        listener = _listen(settings)
        service = open_service(settings, progress=lambda status: say(f"Index: {status}"))
        server.spare_the_loaded(service.wait)
        pack = service.pack
        say(f"{pack.about.title}: {len(pack.routes)} routes, {len(pack.clauses)} clauses, revision {pack.revision}")
        address, at = listener.getsockname()[:2]
        say(f"Open http://{f'[{address}]' if ':' in address else address}:{at} (Ctrl+C stops)")
        uvicorn.Server(server.configure(create_app(settings, lambda _: service))).run(sockets=[listener])


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, without names.")],
    today: Today = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
) -> None:
    """Ask one question."""
    with told():
        from assistant.answering.answer import ChatRequest
        from web import clock
        from web.shown.view import view
        from web.terminal import screen as terminal

        pack = load(Settings().pack)
        day = today or clock.today(pack)
        answer = _assistant(pack).answer(ChatRequest(message=question, today=day), day)
        if as_json:
            sys.stdout.write(answer.model_dump_json(indent=2) + "\n")
        else:
            terminal.show(view(pack, answer, day), Console(highlight=False))


@app.command()
def resolve(
    facts: Annotated[typer.FileText, typer.Option(encoding="utf-8", help="A JSON or YAML file; - reads stdin.")],
    today: Today = None,
) -> None:
    """Decide a case on a file of facts; prints JSON.

    On the line at the end of a record, it also says whether the policy has changed since, and the decision with it.
    """
    with told():
        from web import clock
        from web.shown.reproduction import Reproduction, compared, decided

        pack = load(Settings().pack)
        given = _read(facts)
        record = Reproduction.model_validate(given) if "policy_revision" in given else None
        case = record.facts if record else given
        day = today or (record.today if record else clock.today(pack))
        resolved = _assistant(pack).resolve(case, day)
        sys.stdout.write(resolved.model_dump_json(indent=2) + "\n")
        if record:
            found = compared(record, pack, decided(resolved.resolution))
            for line in found.lines:
                say(line)
            if not found.same:
                raise typer.Exit(FELL_SHORT)


@app.command()
def index() -> None:
    """Build the index, or find it built; official files that cannot be read are named."""
    with told():
        from web.service import open_library

        settings = Settings()
        shelf = open_library(settings, load(settings.pack), say)
        ready = shelf.wait()
        shelf.close()
        problems = shelf.official.problems
        for problem in problems:
            say(f"Left out: {problem}")
        say(f"{len(shelf.official.clauses)} clauses of {len(shelf.official.documents)} official files.")
    raise typer.Exit(FELL_SHORT if problems or not ready else 0)


@app.command("settings")
def show_settings() -> None:
    """Print the settings as they are in effect, every secret masked."""
    with told():
        for variable, value in Settings().shown().items():
            sys.stdout.write(f"{variable}={value}\n")


@app.command()
def check(
    pack: Annotated[Path | None, typer.Option(exists=True, file_okay=False, help="Its folder.")] = None,
    ambiguities: Annotated[bool, typer.Option("--ambiguities", help="List the unclear places instead.")] = False,
    coverage: Annotated[bool, typer.Option("--coverage", help="List how each paragraph is covered instead.")] = False,
) -> None:
    """Check the policy pack: overlaps, gaps, uncovered paragraphs, uncited duties, worked cases."""
    from web.terminal import lists

    folder = pack or Settings().pack
    if ambiguities or coverage:
        with told():
            held = load(folder)
            for line in lists.ambiguities(held) if ambiguities else lists.coverage(held):
                sys.stdout.write(line + "\n")
        return
    from assistant import checks

    say("Checking routes, clauses and every worked case ...")
    try:
        problems = checks.problems(load(folder))
    except PackError as error:
        problems = error.problems
    for problem in problems:
        sys.stdout.write(problem + "\n")
    say(f"{len(problems)} problems" if problems else "The pack holds together.")
    raise typer.Exit(FELL_SHORT if problems else 0)


@app.command()
def evaluate(
    which: Annotated[Literal["open", "held-out", "all"], typer.Option("--set", help="Which questions.")] = "all",
    folder: Annotated[Path, typer.Option(help="Where open/ and held_out/ lie.")] = CHECKOUT / "tests" / "evaluation",
    failures: Annotated[int, typer.Option(min=0, help="Print this many of the worst failures of the open set.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the totals as JSON.")] = False,
) -> None:
    """Ask the question sets of the whole assistant and hold its answers against what was meant.

    Of the held-out set no question and no id is ever shown, only totals: what is looked at while the code is mended
    is held out no more.
    """
    with told():
        from assistant.answering.turn import Assistant
        from assistant.evaluation.questions import QuestionsError, read_questions
        from web.service import open_library
        from web.terminal import evaluation

        settings = Settings()
        pack = load(settings.pack)
        names = ("open", "held-out") if which == "all" else (which,)
        try:
            sets = {name: read_questions(folder / name.replace("-", "_"), pack) for name in names}
        except QuestionsError as error:
            fail(*error.problems)
        shelf = open_library(settings, pack, lambda status: say(f"Index: {status}"))
        try:
            if not shelf.wait():
                say(
                    "Without the index, questions that move no case would not be answered as they are when it is there."
                )
                raise typer.Exit(FELL_SHORT)
            report = evaluation.report(Assistant(pack, shelf), sets, failures)
        finally:
            shelf.close()
        if as_json:
            sys.stdout.write(report.model_dump_json(indent=2) + "\n")
        else:
            evaluation.show(report, Console(highlight=False))
    raise typer.Exit(FELL_SHORT if report.short else 0)


def say(words: str) -> None:
    """What is being done, beside what is printed."""
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def main() -> None:
    app()


@contextmanager
def told() -> Iterator[None]:
    """Say what is wrong with a call in a line each, without what was typed."""
    try:
        yield
    except PackError as error:
        fail(*error.problems)
    except UnknownFact as error:
        fail(*(f"{name}: {problem}" for name, problem in error.problems.items()))
    except ValidationError as error:
        problems = error.errors(include_input=False, include_url=False)
        fail(*(f"{'.'.join(map(str, each['loc']))} {each['msg']}".strip() for each in problems))


def fail(*problems: str) -> NoReturn:
    for problem in problems:
        say(problem.replace("Value error, ", ""))
    raise typer.Exit(WRONG_CALL)


def _assistant(pack: Pack) -> Assistant:
    from assistant.answering.turn import Assistant
    from index.official import FOLDER
    from web.terminal.keywords_alone import KeywordsAlone

    shelf = KeywordsAlone(list(pack.clauses.values()), pack.revision, Settings().pack / FOLDER)
    return Assistant(pack, shelf)


def _read(file: TextIO) -> dict[str, Any]:
    try:
        text = file.read()
        facts = json.loads(text) if text.lstrip().startswith("{") else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError):
        facts = None
    if not isinstance(facts, dict):
        fail("the file of facts must be a mapping of fact names to values, in JSON or YAML")
    return {str(name): value for name, value in facts.items()}


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        fail(f"cannot listen on {settings.host}:{settings.port}: {reason}. ASSISTANT_PORT names another port.")


if __name__ == "__main__":
    main()
