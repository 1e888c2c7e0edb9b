"""The last step of a PDF: WeasyPrint's tagged PDF/A-3a becomes one file that is PDF/UA-1 as well.

WeasyPrint takes one variant. What it leaves for UA-1 is mended here, in the file: the identification in the metadata
with its extension schema (PDF/A asks for it), one body per list item, one annotation per link, scopes on header cells,
running heads as artifacts, readable words on links. No clock and no chance: the same bytes in, the same bytes out.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

_IDENTIFICATION = (
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    "<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
)
_SCHEMA = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>PDF/UA part number</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
Element = Any  # a dictionary of the structure tree; pikepdf types every kid as Object
Place = tuple[int, int]  # number and generation of an object


def finish(raw: bytes, labels: Mapping[str, str]) -> bytes:
    """The finished file; *labels* gives the words of a link by its anchor or address."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _identify(pdf)
        _mend_files_and_pictures(pdf)
        dropped = _mend_tree(pdf)
        parents = _ParentTree(pdf)
        live = _tagged_content(pdf)
        for page in pdf.pages:
            _make_running_heads_artifacts(pdf, page, live, parents)
            _mend_annotations(page, dropped, labels, parents)
        parents.store()
        pdf.remove_unreferenced_resources()
        result = io.BytesIO()
        pdf.save(
            result,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            fix_metadata_version=False,
        )
    return result.getvalue()


def _identify(pdf: pikepdf.Pdf) -> None:
    """Say in the metadata that the file is PDF/UA-1."""
    xmp = pdf.Root.Metadata.read_bytes()
    addition = (_IDENTIFICATION + _SCHEMA).encode()
    stream = pikepdf.Stream(pdf, xmp.replace(b"</rdf:RDF>", addition + b"</rdf:RDF>"))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(stream)


def _mend_files_and_pictures(pdf: pikepdf.Pdf) -> None:
    """Each attached file once in /AF; no smoothing asked of pictures (PDF/A forbids it)."""
    if "/AF" in pdf.Root:
        pdf.Root.AF = Array(list({item.objgen: item for item in pdf.Root.AF}.values()))
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and "/Interpolate" in item:
            del item["/Interpolate"]


# ── structure tree ──────────────────────────────────────────────────────────


def _kids(element: Element) -> list[Any]:
    kids = element.get("/K")
    return list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]


def _is_element(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") not in (Name.OBJR, Name.MCR)


def _is_link_reference(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR and kid.Obj.get("/Subtype") == Name.Link


def _mend_tree(pdf: pikepdf.Pdf) -> set[Place]:
    """Mend list items and links inside links; the annotations that fell out."""
    dropped: set[Place] = set()
    todo = [(element, False) for element in pdf.Root.StructTreeRoot.K]
    while todo:
        element, in_link = todo.pop()
        if in_link:
            _fold_into_outer_link(element, dropped)
        if element.get("/S") == Name.LI:
            _mend_list_item(pdf, element)
        in_link = in_link or element.get("/S") == Name.Link
        todo += [(kid, in_link) for kid in _kids(element) if _is_element(kid)]
    return dropped


def _fold_into_outer_link(element: Element, dropped: set[Place]) -> None:
    kids = _kids(element)
    inner = {kid.Obj.objgen for kid in kids if _is_link_reference(kid)}
    if inner:
        element.K = Array([kid for kid in kids if not _is_link_reference(kid)])
        dropped |= inner
    if element.get("/S") == Name.Link:
        element.S = Name.Span


def _mend_list_item(pdf: pikepdf.Pdf, item: Element) -> None:
    """A list item holds labels and one body; whatever stands loose goes into the body, in order."""
    kids = _kids(item)
    roles = [str(kid.get("/S")) if _is_element(kid) else "" for kid in kids]
    if roles.count("/LBody") <= 1 and set(roles) <= {"/Lbl", "/LBody"}:
        return
    labels, content = [], []
    for kid, role in zip(kids, roles, strict=True):
        if role == "/Lbl":
            labels.append(kid)
        else:
            content += _kids(kid) if role == "/LBody" else [kid]
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, Pg=item.Pg, K=Array(content)))
    for kid in content:
        if _is_element(kid):
            kid.P = body
    item.K = Array([*labels, body])


def _walk(pdf: pikepdf.Pdf) -> Iterator[tuple[Element, Any, str]]:
    """Each element with the page it is on and the part of a table it is in (/THead, /TBody, /TFoot or nothing)."""
    todo: list[tuple[Element, Any, str]] = [(element, None, "") for element in pdf.Root.StructTreeRoot.K]
    while todo:
        element, page, part = todo.pop()
        role = str(element.get("/S"))
        page = element.get("/Pg", page)
        part = role if role in ("/THead", "/TBody", "/TFoot") else "" if role == "/Table" else part
        yield element, page, part
        todo += [(kid, page, part) for kid in _kids(element) if _is_element(kid)]


def _tagged_content(pdf: pikepdf.Pdf) -> set[tuple[Place, int]]:
    """Scope every header cell; answer the marked content that the tree reaches, as (page, number)."""
    live: set[tuple[Place, int]] = set()
    for element, page, part in _walk(pdf):
        if element.get("/S") == Name.TH:
            _scope(element, part)
        for kid in _kids(element):
            if isinstance(kid, int):
                live.add((page.objgen, kid))
            elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
                live.add((kid.get("/Pg", page).objgen, int(kid.MCID)))
    return live


def _scope(cell: Element, part: str) -> None:
    if not isinstance(cell.get("/A"), Dictionary):
        cell.A = Dictionary(O=Name.Table)
    if "/Scope" in cell.A:
        return
    row = _kids(cell.P)
    headers = [kid for kid in row if _is_element(kid) and kid.get("/S") == Name.TH]
    cell.A.Scope = Name.Column if part == "/THead" or len(headers) == len(row) else Name.Row


# ── pages ───────────────────────────────────────────────────────────────────


class _ParentTree:
    """The table from marked content and annotations back to the structure, read once and stored once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._root = pdf.Root.StructTreeRoot.ParentTree
        numbers = list(self._root.Nums)
        self._rows = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}

    def forget_content(self, page: int, number: int) -> None:
        row = self._rows[page]
        if number < len(row):
            row[number] = None

    def forget_annotation(self, number: int) -> None:
        self._rows.pop(number, None)

    def store(self) -> None:
        self._root.Nums = Array([part for number in sorted(self._rows) for part in (number, self._rows[number])])


def _make_running_heads_artifacts(
    pdf: pikepdf.Pdf, page: pikepdf.Page, live: set[tuple[Place, int]], parents: _ParentTree
) -> None:
    """Marked content that no element reaches (the margin boxes) is an artifact of the page."""
    place, row = page.obj.objgen, page.obj.get("/StructParents")
    instructions = list(pikepdf.parse_content_stream(page))
    changed = False
    for i, instruction in enumerate(instructions):
        number = _content_number(instruction)
        if number is None or (place, number) in live:
            continue
        artifact = [Name.Artifact, Dictionary(Type=Name.Pagination)]
        instructions[i] = pikepdf.ContentStreamInstruction(artifact, Operator("BDC"))
        changed = True
        if row is not None:
            parents.forget_content(int(row), number)
    if changed:
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def _content_number(instruction: Any) -> int | None:
    if str(instruction.operator) != "BDC" or not isinstance(instruction.operands[1], Dictionary):
        return None
    number = instruction.operands[1].get("/MCID")
    return None if number is None else int(number)


def _mend_annotations(page: pikepdf.Page, dropped: set[Place], labels: Mapping[str, str], parents: _ParentTree) -> None:
    """Take out the annotations that fell out of the tree; give every link words that say where it goes."""
    annotations = list(page.obj.get("/Annots", []))
    for annotation in annotations:
        if annotation.objgen in dropped:
            parents.forget_annotation(int(annotation.StructParent))
        elif annotation.get("/Subtype") == Name.Link:
            target = str(annotation.get("/Contents", ""))
            annotation.Contents = String(labels.get(target, target))
    if dropped and annotations:
        page.obj.Annots = Array([item for item in annotations if item.objgen not in dropped])
