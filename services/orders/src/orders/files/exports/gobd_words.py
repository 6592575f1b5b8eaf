"""The procedure in words (Verfahrensbeschreibung), as far as the program can tell it."""

from typing import Final

from orders.domain.export import Span

_TEXT: Final = """VERFAHRENSBESCHREIBUNG ZUM DATENAUSZUG

Von wem: {who}
Zeitraum: {first} bis {last}, beide Tage eingeschlossen, nach Ortszeit (Europe/Berlin).

Dieser Text beschreibt, was das Programm tut. Er ersetzt nicht die Verfahrensdokumentation des
Betriebs: Wer wofür zuständig ist und wie die eigene Kasse geführt wird, steht dort.

1. WIE DIE DATEN ENTSTEHEN
Eine Bestellung wird mit dem Absenden festgeschrieben: Positionen, Preise, Pfand, Lieferung und
der Steuersatz des Übergabetags. Danach werden Beträge nie geändert. Was weniger kostet, steht als
eigene Zeile in nachlaesse.csv; was zurückgezahlt wurde, in erstattungen.csv.

2. RECHNUNGEN
Mit der Übergabe wird im Namen des Ladens eine Rechnung ausgestellt. Die Nummern sind je Laden und
Jahr lückenlos: Die Nummer wird unter einer Sperre vergeben und im selben Schritt gespeichert.
Korrekturen sind eigene Belege mit Bezug auf die Rechnung und haben hier ein Minus.
Jeder Beleg trägt einen Hash (SHA-256) über Inhalt, Nummer und den Hash des Belegs davor.
Ein Auslöser in der Datenbank weist jedes Ändern und Löschen zurück.
In belege.jsonl steht jeder Beleg vollständig, eine Zeile je Beleg. So wird der Hash nachgerechnet:
SHA-256 über die JSON-Liste [circle, year, seq, number, previous_hash, document], Schlüssel
alphabetisch sortiert, ohne Leerzeichen, in UTF-8.

3. HAUPTBUCH
hauptbuch.csv enthält die Bewegungen, die über den Markt liefen. Jede Buchung hat Soll und Haben in
gleicher Höhe und einen Schlüssel, der das Ereignis nennt, sodass keines zweimal gebucht wird. Im
Auszug eines einzelnen Ladens stehen nur dessen Zeilen; sie gleichen sich dort nicht aus.
Was im Laden bezahlt wurde, führt die Kasse des Ladens; hier steht nur, dass es so vereinbart war.

4. DIE DATEIEN
CSV: UTF-8, Semikolon, Dezimalkomma, Zeilenende CRLF, erste Zeile mit Spaltennamen. index.xml
beschreibt sie nach dem Beschreibungsstandard zur Datenträgerüberlassung; die zugehörige DTD
(gdpdu-01-09-2004.dtd) liegt nicht bei, Prüfprogramme bringen sie mit. Freie Texte, die mit einem
Rechenzeichen beginnen, haben ein Hochkomma davor, damit sie in Tabellen keine Formel werden.
pruefsummen.txt nennt von jeder Datei den SHA-256.

5. WAS NICHT ENTHALTEN IST
Namen und Anschriften von Käufern außer denen, die auf Rechnungen stehen. Verkäufe außerhalb des
Marktes. Kassendaten (§ 146a AO). Die PDF der Rechnungen; sie werden auf der Seite der Rechnungen
gespeichert.
"""


def procedure(span: Span, who: str) -> str:
    return _TEXT.format(who=who, first=f"{span.first:%d.%m.%Y}", last=f"{span.last:%d.%m.%Y}")
