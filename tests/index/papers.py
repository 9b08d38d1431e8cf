"""Files as a council has them, made small."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

from docx import Document
from pypdf import PdfReader, PdfWriter

CONTENTS = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word() -> bytes:
    """A title, a table of contents, two levels of headings, a list, a table and a long paragraph."""
    document = Document()
    document.add_heading("Northmoor handbook", 0)
    document.add_paragraph("It was agreed in 2025.")
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("5.2 Duty team\t7", style="toc 1")
    document.add_heading("5.2 Duty team", 1)
    document.add_paragraph("What the next team needs:")
    document.add_paragraph("the plan;", style="List Bullet")
    document.add_paragraph("the visit.", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("Team", "Meeting", "Duty", "ICPC"), strict=True):
        cell.text = words
    document.add_heading("Timescales", 2)
    document.add_paragraph("Notice is given. " * 150)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def word_of(body: str, head: str = "") -> bytes:
    """The least of a .docx, its body given as XML."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{CONTENTS}"><Default Extension="xml" ContentType="application/xml"/>'
        "</Types>",
        "word/document.xml": f'<?xml version="1.0"?>{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body>'
        "</w:document>",
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return file.getvalue()


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def pdf(*pages: Sequence[str]) -> bytes:
    """A page for each list of lines; an empty line leaves a gap."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        drawn = "".join(f"1 0 0 1 72 {760 - 14 * at} Tm ({line}) Tj\n" for at, line in enumerate(lines) if line)
        stream = f"BT /F1 11 Tf\n{drawn}ET"
        kids.append(f"{len(objects) + 1} 0 R")
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R"
            " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def locked(data: bytes) -> bytes:
    """A PDF with a password."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt("secret", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


POLICY = pdf(
    [
        "Northmoor policy",
        "5.2 Duty team ........ 2",
        "",
        "5.2 Duty team",
        "",
        "The case moves at the first",
        "planning meeting.",
    ],
    [
        "Northmoor policy",
        "",
        "It goes to the",
        "team that holds the plan.",
        "",
        "5.3 Court",
        "An urgent hearing needs no notice.",
    ],
    ["Northmoor policy", "", "6 Disagreements", "", "Managers meet on", "", "3 April"],
)
