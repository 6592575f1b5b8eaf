"""`index.xml`: the tables described as the audit software of German tax offices reads them."""

from collections.abc import Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape

from orders.domain.export import Span
from orders.files.exports.columns import Column, Type

_TYPES: Final = {
    Type.TEXT: "<AlphaNumeric/>",
    Type.CENTS: "<Numeric><Accuracy>2</Accuracy></Numeric>",
    Type.PERMILLE: "<Numeric><Accuracy>1</Accuracy></Numeric>",
    Type.NUMBER: "<Numeric/>",
    Type.DAY: "<Date><Format>DD.MM.YYYY</Format></Date>",
    # The format knows no time of day.
    Type.MOMENT: "<AlphaNumeric/>",
}
_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE DataSet SYSTEM "gdpdu-01-09-2004.dtd">
<DataSet>
<Version>1.0</Version>
<DataSupplier><Name>{who}</Name><Location>Deutschland</Location><Comment>{comment}</Comment></DataSupplier>
<Media>
<Name>Regionalmarkt</Name>
"""
_TABLE: Final = """<Table>
<URL>{file}</URL><Name>{name}</Name><Description>{title}</Description>
<Validity><Range><From>{first}</From><To>{last}</To></Range><Format>DD.MM.YYYY</Format></Validity>
<UTF8/><DecimalSymbol>,</DecimalSymbol><DigitGroupingSymbol>.</DigitGroupingSymbol>
<Range><From>2</From></Range>
<VariableLength><ColumnDelimiter>;</ColumnDelimiter><RecordDelimiter>&#13;&#10;</RecordDelimiter><TextEncapsulator>"</TextEncapsulator>
{columns}
</VariableLength>
</Table>
"""


def index_xml(tables: Iterable[tuple[str, str, Sequence[Column]]], span: Span, who: str) -> str:
    """`tables`: file, title, columns."""
    days = f"{span.first:%d.%m.%Y}", f"{span.last:%d.%m.%Y}"
    comment = f"Daten vom {days[0]} bis {days[1]}, Zeiten in Ortszeit (Europe/Berlin)"
    described = [
        _TABLE.format(
            file=file,
            name=file.removesuffix(".csv"),
            title=escape(title),
            first=days[0],
            last=days[1],
            columns="\n".join(map(_column, columns)),
        )
        for file, title, columns in tables
    ]
    head = _HEAD.format(who=escape(who), comment=escape(comment))
    return head + "".join(described) + "</Media>\n</DataSet>\n"


def _column(column: Column) -> str:
    kind = _TYPES[column.type]
    return f"<VariableColumn><Name>{escape(column.name)}</Name>{kind}</VariableColumn>"
