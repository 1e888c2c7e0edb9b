"""Both documents are PDF/UA-1 and PDF/A-3a by two validators; a file that is not must fail with both."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from page import ValidationProfile

from rapportage.documents import pdf
from rapportage.documents.finish import finish
from tests.rapportage.documents.conftest import Verdict, judge

UA1, A3A = ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A
PageFailures = Callable[[bytes, ValidationProfile], list[str]]
GOOD, BAD = ("kwartaalupdate_pdf", "jaarverslag_pdf"), ("untagged", "figure_without_words")
DOCUMENTEN = pytest.mark.parametrize("naam", GOOD)

BAD_CONSTRUCTS = """<!doctype html><html lang="nl"><head><title>Proef</title>
<link rel="stylesheet" href="https://papier.invalid/papier.css"></head>
<body data-document="Proef" data-status="Concept"><h1 id="a">Proef</h1>
<ul><li><p>Een alinea in een punt</p></li><li>Tekst en <p>een alinea</p></li></ul>
<p><a href="#a"><strong>Naar <em>boven</em></strong></a></p>
<table><thead><tr><th scope="col">Naam</th><th scope="col">Waarde</th></tr></thead>
<tbody><tr><th scope="row">Een</th><td>1</td></tr></tbody></table></body></html>"""


def _raw(html: str) -> bytes:
    """What the layout engine makes of it, before the last step."""
    out = io.BytesIO()
    pdf.layout(html).write_pdf(out, pdf_variant=pdf.VARIANT)
    return out.getvalue()


@pytest.fixture(scope="session")
def untagged(kwartaalupdate_pdf: bytes) -> bytes:
    """A known-bad file: the same pages, without tags and without a title to show."""
    with pikepdf.open(io.BytesIO(kwartaalupdate_pdf)) as document:
        del document.Root.StructTreeRoot
        del document.Root.MarkInfo
        del document.Root.ViewerPreferences
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


@pytest.fixture(scope="session")
def figure_without_words(jaarverslag_pdf: bytes) -> bytes:
    """A known-bad file: one chart has lost its alternative text."""
    with pikepdf.open(io.BytesIO(jaarverslag_pdf)) as document:
        figure = next(
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.Figure
        )
        del figure["/Alt"]
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


@pytest.fixture(scope="session")
def mended() -> bytes:
    """What the layout engine gets wrong, after the last step."""
    return finish(_raw(BAD_CONSTRUCTS), pdf.link_labels(BAD_CONSTRUCTS))


@pytest.fixture(scope="module")
def verapdf(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> dict[str, dict[str, Verdict]]:
    """veraPDF about both documents, the files that are known to be bad, and the mended one."""
    files = {name: request.getfixturevalue(name) for name in (*GOOD, *BAD, "mended")}
    return judge(tmp_path_factory.mktemp("verapdf"), files)


@DOCUMENTEN
def test_both_documents_pass_page_validation(
    naam: str, page_failures: PageFailures, request: pytest.FixtureRequest
) -> None:
    data = request.getfixturevalue(naam)
    assert page_failures(data, UA1) == []
    assert page_failures(data, A3A) == []


@DOCUMENTEN
def test_both_documents_pass_verapdf(naam: str, verapdf: dict[str, dict[str, Verdict]]) -> None:
    verdicts = verapdf[naam]
    assert {flavour: verdict.get("failed", verdict) for flavour, verdict in verdicts.items()} == {"ua1": [], "3a": []}
    assert all(verdict["compliant"] and verdict["checks"] > 10_000 for verdict in verdicts.values())


@pytest.mark.parametrize("naam", BAD)
def test_a_known_bad_file_fails_page_validation(
    naam: str, page_failures: PageFailures, request: pytest.FixtureRequest
) -> None:
    assert page_failures(request.getfixturevalue(naam), UA1) != []


@pytest.mark.parametrize("naam", BAD)
def test_a_known_bad_file_fails_verapdf(naam: str, verapdf: dict[str, dict[str, Verdict]]) -> None:
    verdict = verapdf[naam]["ua1"]
    assert verdict["compliant"] is False
    assert verdict["failed"]


def test_the_last_step_mends_what_the_layout_engine_leaves(
    mended: bytes, page_failures: PageFailures, verapdf: dict[str, dict[str, Verdict]]
) -> None:
    assert page_failures(_raw(BAD_CONSTRUCTS), UA1) != []
    assert page_failures(mended, UA1) == []
    assert page_failures(mended, A3A) == []
    assert all(verdict["compliant"] for verdict in verapdf["mended"].values())


def test_running_heads_are_no_content_for_a_screen_reader() -> None:
    with pikepdf.open(io.BytesIO(finish(_raw(BAD_CONSTRUCTS), {}))) as document:
        artifacts = [
            instruction
            for instruction in pikepdf.parse_content_stream(document.pages[0])
            if str(instruction.operator) == "BDC" and instruction.operands[0] == pikepdf.Name.Artifact
        ]
    assert len(artifacts) >= 3  # document, status, page of pages
