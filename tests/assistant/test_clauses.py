from __future__ import annotations

from pathlib import Path

import pytest

from assistant.clauses import DocumentError, read_document

HEAD = "---\ndocument: d\ntitle: D\nlayer: current\n---\n"


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "d.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_sections_paragraphs_and_parts(tmp_path: Path) -> None:
    path = _write(tmp_path, HEAD + "# D\n## 5.2 Duty\n### 4.a\none\ntwo\n\n### 4.b\nthree\n## 6\n### 1\nfour\n")
    document, clauses = read_document(path)
    assert document.title == "D"
    assert [(c.id, c.paragraph, c.part, c.heading, c.text) for c in clauses] == [
        ("d/5.2/4.a", 4, "a", "Duty", "one\ntwo"),
        ("d/5.2/4.b", 4, "b", "Duty", "three"),
        ("d/6/1", 1, "", "", "four"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("no head", "no head"),
        ("---\ndocument: d\n---\n## 1 A\n### 1\nx\n", "the head is not readable"),
        ("---\n: [\n---\n", "the head is not readable"),
        (HEAD + "## 1 A\nstray\n### 1\nx\n", "text outside a clause"),
        (HEAD + "## 1 A\n### 1\nx\n### 1\ny\n", "stands twice"),
        (HEAD + "## 1 A\n### 1\n\n### 2\ny\n", "has no text"),
        (HEAD + "## 1 A\n### one\nx\n", "heading not understood"),
    ],
)
def test_says_what_is_wrong_and_where(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(DocumentError, match=problem) as caught:
        read_document(_write(tmp_path, text))
    assert all(line.startswith("d.md: ") for line in caught.value.problems)
