"""Commands for text statistics; each prints one table, or writes it as CSV."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from policyminer.cli.frame import JsonOption, OutArgument, RulesOption, told, words_app

if TYPE_CHECKING:
    from policyminer.statistics.frequency import Choice
    from policyminer.statistics.present import Frame
    from policyminer.statistics.vocabulary import Vocabulary

ByOption = Annotated[
    str, typer.Option("--by", metavar="GROUPING", help="document, province, region, year, type or issuer.")
]
Most = Annotated[int, typer.Option("--most", min=1, metavar="N", help="Rows to print (of each group).")]
Csv = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write all rows to FILE instead.")]
Least = Annotated[float, typer.Option("--least", min=0, max=1, metavar="SHARE", help="How alike, at least (0 to 1).")]


@dataclass(frozen=True)
class WordLists:
    """Options of a command that cuts text into words."""

    user_dict: Annotated[
        Path | None, typer.Option("--user-dict", metavar="FILE", help="Words to keep whole, in jieba's format.")
    ] = None
    stop: Annotated[
        Path | None, typer.Option("--stop", metavar="FILE", help="Words to leave out, besides those shipped.")
    ] = None
    synonyms: Annotated[
        Path | None, typer.Option("--synonyms", metavar="FILE", help="A group a line; its first word stands for all.")
    ] = None

    def vocabulary(self) -> Vocabulary:
        """The lists, read."""
        from policyminer.statistics.vocabulary import load_vocabulary

        return load_vocabulary(self.user_dict, self.stop, self.synonyms)


@dataclass(frozen=True)
class Words(WordLists):
    """Options of a command that counts words."""

    shortest: Annotated[int, typer.Option("--shortest", min=1, metavar="N", help="Characters of a word, at least.")] = 2
    documents: Annotated[
        int, typer.Option("--documents", min=1, metavar="N", help="Documents with the word, at least.")
    ] = 1
    names: Annotated[bool, typer.Option("--names/--no-names", help="Count names of places, bodies and people.")] = True

    def choice(self) -> Choice:
        """Which words count."""
        from policyminer.statistics.frequency import Choice

        return Choice(self.shortest, self.documents, self.names)


def _with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Offer the fields of the parameter ``counted`` as options in its place, so that each is declared once."""
    hints = get_type_hints(command, include_extras=True)
    kind = hints.pop("counted")
    options = [field.name for field in fields(kind)]
    hints |= {name: hint for name, hint in get_type_hints(kind, include_extras=True).items() if name in options}

    def with_options(**given: Any) -> None:
        command(counted=kind(**{name: given.pop(name) for name in options}), **given)

    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(command).parameters.values():
        if parameter.name == "counted":
            parameters += inspect.signature(kind).parameters.values()
        else:
            parameters.append(parameter)
    parameters = [p.replace(annotation=hints[p.name], kind=inspect.Parameter.KEYWORD_ONLY) for p in parameters]
    with_options.__name__, with_options.__doc__ = command.__name__, command.__doc__
    with_options.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = hints
    return with_options


@words_app.command("freq")
@_with_options
def frequency(
    *,
    out: OutArgument,
    by: Annotated[str | None, typer.Option("--by", metavar="GROUPING", help="Count in groups, such as year.")] = None,
    counted: Words,
    most: Most = 30,
    csv: Csv = None,
    as_json: JsonOption = False,
) -> None:
    """Count words: frequency per 10,000 words, documents, dispersion."""
    with told():
        from policyminer.publish.load import load
        from policyminer.statistics.frequency import frequencies

        _give(frequencies(load(out), counted.vocabulary(), by, counted.choice()), most, csv, as_json)


@words_app.command("tfidf")
@_with_options
def tf_idf(
    *,
    out: OutArgument,
    by: ByOption = "document",
    counted: Words,
    most: Most = 10,
    csv: Csv = None,
    as_json: JsonOption = False,
) -> None:
    """List the words that tell each document, or group of them, from the others."""
    with told():
        from policyminer.publish.load import load
        from policyminer.statistics.frequency import tfidf

        _give(tfidf(load(out), counted.vocabulary(), by, counted.choice()), most, csv, as_json)


@words_app.command()
@_with_options
def keyness(
    *,
    out: OutArgument,
    group: Annotated[str, typer.Option("--group", metavar="NAME", help="The group to look at: plan, 江西省 …")],
    by: ByOption = "type",
    against: Annotated[
        str | None, typer.Option("--against", metavar="NAME", help="Another group; by default all others.")
    ] = None,
    counted: Words,
    most: Most = 30,
    csv: Csv = None,
    as_json: JsonOption = False,
) -> None:
    """Compare the words of one group with those of the others: log-likelihood and log ratio."""
    with told():
        from policyminer.publish.load import load
        from policyminer.statistics.keyness import keyness as compare

        _give(compare(load(out), counted.vocabulary(), by, group, against, counted.choice()), most, csv, as_json)


@words_app.command()
def kwic(
    out: OutArgument,
    wanted: Annotated[str, typer.Argument(metavar="WORD", help="What to look for.")],
    by: ByOption = "document",
    as_regex: Annotated[bool, typer.Option("--regex", help="WORD is a regular expression.")] = False,
    width: Annotated[int, typer.Option("--width", min=1, metavar="N", help="Characters on either side.")] = 20,
    most: Most = 20,
    csv: Csv = None,
    as_json: JsonOption = False,
) -> None:
    """Show a word in its contexts, each with its place."""
    with told():
        from policyminer.publish.load import load
        from policyminer.statistics.context import keyword_in_context

        _give(keyword_in_context(load(out), wanted, width, as_regex, by), most, csv, as_json)


@words_app.command()
@_with_options
def coword(
    *,
    out: OutArgument,
    within: Annotated[
        str, typer.Option("--within", metavar="UNIT", help="clause, sentence, statement, section, document or window.")
    ] = "sentence",
    words: Annotated[int, typer.Option("--words", min=2, metavar="N", help="The most frequent words.")] = 100,
    together: Annotated[int, typer.Option("--together", min=1, metavar="N", help="Units in common, at least.")] = 2,
    graph: Annotated[
        Path | None, typer.Option("--graph", metavar="FILE", help="Write the network, as .graphml or .gexf.")
    ] = None,
    matrix: Annotated[Path | None, typer.Option("--matrix", metavar="FILE", help="Write the matrix as CSV.")] = None,
    counted: Words,
    most: Most = 30,
    csv: Csv = None,
    as_json: JsonOption = False,
) -> None:
    """Count which words stand together: Jaccard and equivalence index, matrix, network."""
    with told():
        from policyminer.publish.load import load
        from policyminer.statistics.coword import co_words, network, write_network
        from policyminer.statistics.present import write_csv

        found = co_words(load(out), counted.vocabulary(), within, words, together, counted.choice())
        if graph:
            write_network(network(found), graph)
        if matrix:
            write_csv(found.matrix().reset_index(), matrix)
        _give(found.pairs, most, csv, as_json)


@words_app.command("readability")
def readable(
    out: OutArgument, by: ByOption = "document", most: Most = 1, csv: Csv = None, as_json: JsonOption = False
) -> None:
    """Measure sentences, clauses, rare words and characters, variety of words."""
    with told():
        from policyminer.publish.load import load
        from policyminer.statistics.readability import readability

        _give(readability(load(out), by), most, csv, as_json)


@words_app.command()
@_with_options
def similar(
    *,
    out: OutArgument,
    least: Least = 0.1,
    counted: WordLists,
    most: Most = 30,
    csv: Csv = None,
    as_json: JsonOption = False,
) -> None:
    """List pairs of documents that are alike, by words and by runs of characters."""
    with told():
        from policyminer.publish.load import load
        from policyminer.statistics.similarity import similar_documents

        _give(similar_documents(load(out), counted.vocabulary(), least), most, csv, as_json)


@words_app.command()
def reuse(
    out: OutArgument,
    parent: Annotated[str | None, typer.Option("--parent", metavar="DOC", help="Id or path, or a part of it.")] = None,
    child: Annotated[
        str | None, typer.Option("--child", metavar="DOC", help="The same; with both, clause by clause.")
    ] = None,
    least: Least = 0.7,
    most: Most = 30,
    csv: Csv = None,
    as_json: JsonOption = False,
) -> None:
    """Show who copied whom: clauses kept, adapted, changed, new and dropped."""
    with told():
        from policyminer.publish.load import load
        from policyminer.statistics.reuse import compare_clauses, compare_pairs

        tables = load(out)
        if parent and child:
            _give(compare_clauses(tables, parent, child, least), most, csv, as_json)
        else:
            _give(compare_pairs(tables, parent, child, least), most, csv, as_json)


@words_app.command()
def instruments(
    out: OutArgument,
    by: ByOption = "document",
    level: Annotated[str, typer.Option("--level", metavar="LEVEL", help="kind or instrument.")] = "kind",
    most: Most = 30,
    csv: Csv = None,
    as_json: JsonOption = False,
) -> None:
    """Count the policy instruments: supply, environment, demand."""
    with told():
        from policyminer.publish.load import load
        from policyminer.statistics.instruments import count_instruments

        _give(count_instruments(load(out), by, level), most, csv, as_json)


@words_app.command("commitments")
def committed(
    out: OutArgument,
    by: ByOption = "document",
    sentences: Annotated[bool, typer.Option("--sentences", help="List the sentences instead of counting.")] = False,
    rules: RulesOption = None,
    most: Most = 30,
    csv: Csv = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how binding commitments are: without number, date or owner; binding and hedging words."""
    with told():
        from policyminer.publish.load import load
        from policyminer.rules import load_rules
        from policyminer.statistics.commitment import commitments, count_commitments

        tables, known = load(out), load_rules(rules or ())
        found = commitments(tables, known) if sentences else count_commitments(tables, by, known)
        _give(found, most, csv, as_json)


def _give(frame: Frame, most: int, csv: Path | None, as_json: bool) -> None:
    """Write a frame to a file, or print its first rows."""
    from policyminer.run.console import print_json, print_rows
    from policyminer.statistics.present import as_cells, as_records, first_of_each, write_csv

    if csv:
        write_csv(frame, csv)
        return
    shown = first_of_each(frame, most)
    if as_json:
        print_json(as_records(shown))
    else:
        print_rows(list(frame.columns), as_cells(shown), len(frame) - len(shown))
