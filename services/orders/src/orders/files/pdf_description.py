"""Says in a PDF's own description that it is a ZUGFeRD invoice, as programs look for it (XMP)."""

import io
import re
from typing import Final

_FX: Final = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_TRAILER: Final = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL)
_PROPERTIES: Final = (
    ("DocumentFileName", "factur-x.xml", "The name of the embedded XML document"),
    ("DocumentType", "INVOICE", "The type of the hybrid document in capital letters"),
    ("Version", "1.0", "The version of the standard for the embedded XML document"),
    ("ConformanceLevel", "EN 16931", "The conformance level of the embedded XML document"),
)


def declared(made: bytes) -> bytes:
    """The same file with a new description appended: a PDF may be updated at its end.

    Everything typst has written, the marks of PDF/A among it, stays byte for byte as it is.
    """
    from pypdf import PdfReader  # noqa: PLC0415 -- large, and seldom needed

    trailer = _TRAILER.search(made)
    metadata = PdfReader(io.BytesIO(made)).root_object.raw_get("/Metadata")
    assert trailer, "typst no longer ends its files with a trailer"
    xmp = _described(metadata.get_object().get_data().decode()).encode()
    head = b"%d 0 obj\n<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n"
    offset = len(made) + 1
    body = b"%s\n%s%s\nendstream\nendobj\n" % (made, head % (metadata.idnum, len(xmp)), xmp)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (metadata.idnum, offset)
    end = b"trailer\n<<%s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n"
    return body + table + end % (trailer[1], trailer[2], len(body))


def _described(xmp: str) -> str:
    """The four properties of Factur-X, and the description of them that PDF/A asks for."""
    said = "".join(f"<fx:{name}>{value}</fx:{name}>" for name, value, _ in _PROPERTIES)
    listed = "".join(
        '<rdf:li rdf:parseType="Resource">'
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{words}</pdfaProperty:description>"
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li>"
        for name, _, words in _PROPERTIES
    )
    schema = (
        '<rdf:li rdf:parseType="Resource">'
        "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{_FX}</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{listed}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
    opened = "<pdfaExtension:schemas><rdf:Bag>"
    assert opened in xmp, "typst no longer describes its own schemas"
    described = f'<rdf:Description rdf:about="" xmlns:fx="{_FX}">{said}</rdf:Description>'
    return xmp.replace(opened, opened + schema, 1).replace("</rdf:RDF>", f"{described}</rdf:RDF>")
