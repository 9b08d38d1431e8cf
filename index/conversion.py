"""An official file into headings and paragraphs: Word through mammoth, PDF through pypdf, Markdown through markdown-it.

A file may be damaged or made to do harm, and a parser that hangs cannot be interrupted in a thread: each file is
converted by a process of its own, which has so much time and memory and no more. Its bytes go in, JSON comes out.
"""

from __future__ import annotations

import codecs
import contextlib
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

from index.blocks import Block, from_html, from_text

LONGEST = 60  # seconds for one file
_MEMORY = 2 << 30
_LARGEST_UNPACKED, _MOST_MEMBERS = 100 << 20, 5_000
_MOST_TEXT = 4_000_000  # characters: some 1,500 pages
_TRACKED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)[ />]")
# The title stands above the headings; Word's own table of contents would name every section twice.
_STYLES = "\n".join(
    [
        "p[style-name='Title'] => h1:fresh",
        *(f"p[style-name='{name} {n}'] => h{n + 1}:fresh" for name in ("Heading", "heading") for n in range(1, 6)),
        *(f"p[style-name^='{name} '] => !" for name in ("toc", "TOC")),
    ]
)
_OLE = b"\xd0\xcf\x11\xe0"
_HEADS = 3  # pages from which a line at the edge of most of them is a header or a footer

DAMAGED = "cannot be read: it may be damaged"


class NotConverted(Exception):
    """Why a file was left out, in words that hold nothing of its content."""


def convert(suffix: str, data: bytes) -> list[Block]:
    """Convert a file's bytes in a process of its own. Raises NotConverted."""
    command = [sys.executable, "-m", "index.conversion", suffix]
    try:
        # Nothing of the file is on the command line. What its parser complains of may quote it, so it goes nowhere.
        done = subprocess.run(  # noqa: S603
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST,
            check=False,
            cwd=Path(__file__).parents[1],
        )
    except subprocess.TimeoutExpired:
        raise NotConverted(f"takes longer than {LONGEST} seconds to read") from None
    try:
        answer = json.loads(done.stdout)
        blocks = [Block(text, level) for text, level in answer["blocks"]]
    except (ValueError, KeyError, TypeError):
        raise NotConverted(f"{DAMAGED}, or needs too much memory") from None
    if answer["problem"]:
        raise NotConverted(answer["problem"])
    return blocks


def read(suffix: str, data: bytes) -> list[Block]:
    """Convert here and now. Raises NotConverted, or whatever the library raises."""
    match suffix:
        case ".docx":
            blocks = _word(data)
        case ".pdf":
            blocks = _pdf(data)
        case ".md":
            blocks = _markdown(_text(data))
        case _:
            blocks = from_text(_text(data))
    if sum(len(block.text) for block in blocks) > _MOST_TEXT:
        raise NotConverted(f"holds more than {_MOST_TEXT:,} characters")
    if all(block.level for block in blocks):
        scanned = ": scanned pages need text recognition first" if suffix == ".pdf" else ""
        raise NotConverted(f"has no text{scanned}")
    return blocks


def _word(data: bytes) -> list[Block]:
    import mammoth  # noqa: PLC0415

    if data.startswith(_OLE):
        raise NotConverted("has a password, or is an old .doc: save it as .docx without one")
    with zipfile.ZipFile(BytesIO(data)) as packed:
        members = packed.infolist()
        # zipfile never unpacks more than the size a member states, so these sizes can be relied on.
        if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _LARGEST_UNPACKED:
            raise NotConverted(f"unpacks to more than {_LARGEST_UNPACKED >> 20} MB")
        if _TRACKED.search(packed.read("word/document.xml")):
            raise NotConverted("has tracked changes: accept or reject them first")
    made = mammoth.convert_to_html(
        BytesIO(data),
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=lambda _: [],
        external_file_access=False,
    )
    return from_html(made.value)


def _pdf(data: bytes) -> list[Block]:
    from pypdf import PdfReader  # noqa: PLC0415

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        raise NotConverted("is encrypted: save it without a password or restrictions")
    # Layout mode keeps the gaps between lines, which tell paragraphs from lines.
    pages = [page.extract_text(extraction_mode="layout").strip("\n").splitlines() for page in reader.pages]
    return from_text("\n\n".join(_without_edges(pages)))


def _without_edges(pages: list[list[str]]) -> list[str]:
    """The pages without the headers and footers that most of them share; a page's number does not tell them apart."""

    def alike(line: str) -> str:
        return " ".join(re.sub(r"\d+", "#", line).split())

    shared: set[str] = set()
    if len(pages) >= _HEADS:
        edges = Counter(edge for page in pages for edge in {alike(line) for line in page[:1] + page[-1:]})
        shared = {edge for edge, count in edges.items() if count > len(pages) / 2}
    kept = []
    for page in pages:
        lines = page[1:] if page and alike(page[0]) in shared else page
        lines = lines[:-1] if lines and alike(lines[-1]) in shared else lines
        kept.append("\n".join(lines))
    return kept


def _markdown(text: str) -> list[Block]:
    from markdown_it import MarkdownIt  # noqa: PLC0415

    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)  # what stands before the text is not of it
    # HTML in it is text like any other: shown as it was written, never run.
    return from_html(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))


def _text(data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if "\0" not in text:
                return text.replace("\r\n", "\n")
    raise NotConverted("is not text")


def _limit() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not every system has these
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))


def main() -> None:
    """The process of one file."""
    answer: dict[str, object] = {"problem": "", "blocks": []}
    _limit()
    try:
        with contextlib.redirect_stdout(sys.stderr):
            answer["blocks"] = read(sys.argv[1], sys.stdin.buffer.read())
    except NotConverted as reason:
        answer["problem"] = str(reason)
    except MemoryError:
        answer["problem"] = "needs too much memory to read"
    except Exception:
        answer["problem"] = DAMAGED
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
