"""What app and worker open alike."""

from functools import partial

from marketkit.clock import Clock, SystemClock
from marketkit.db import Database
from marketkit.mail import mail_config

from catalog.domain.cases.documents import is_document_file
from catalog.domain.legal.write import Legal
from catalog.domain.signed_links import LinkSigner
from catalog.files.checklists import load_checklist
from catalog.files.drawings import FolderDrawings
from catalog.files.duties import load_duties
from catalog.files.folder import FolderFiles
from catalog.files.import_words import load_words
from catalog.files.legal import load_legal
from catalog.files.pictures import ProcessPictures
from catalog.files.region import load_region
from catalog.files.tables import ProcessTables
from catalog.mail import CatalogMailSender
from catalog.registers.vies import Vies
from catalog.settings import CatalogSettings
from catalog.use_cases.imports.importing import Importing
from catalog.use_cases.ports import Surroundings
from marketkit import wiring

opened_database = partial(wiring.opened_database, leaves_sessions_clean=True)


def surroundings(
    settings: CatalogSettings, database: Database, clock: Clock | None = None
) -> Surroundings:
    return Surroundings(
        db=database,
        clock=clock or SystemClock(),
        region=load_region(settings.region_dir),
        legal=_legal(settings),
        files=FolderFiles(settings.media_dir),
        pictures=ProcessPictures(),
        documents=FolderFiles(settings.documents_dir, is_document_file),
        drawings=FolderDrawings(settings.region_dir / "pictures"),
        links=LinkSigner(settings.link_secret.get_secret_value().encode()),
        public_url=settings.public_base,
        duties=load_duties(settings.region_dir),
        notices_per_hour=settings.notices_per_hour,
        applications_per_hour=settings.applications_per_hour,
        checklist=load_checklist(settings.region_dir),
        vat_register=_vat_register(settings),
    )


def _legal(settings: CatalogSettings) -> Legal:
    folder = load_legal(settings.region_dir)
    return Legal(folder.templates, folder.market(settings.public_base))


def _vat_register(settings: CatalogSettings) -> Vies | None:
    return Vies(settings.vies_url, settings.vies_requester) if settings.vies_url else None


def importing(around: Surroundings) -> Importing:
    """What reads and takes over the tables of shops."""
    return Importing(around, ProcessTables(), load_words(around.region))


def mail_sender(
    settings: CatalogSettings, database: Database, clock: Clock | None = None
) -> CatalogMailSender | None:
    """None when there is no server to hand mails to."""
    config = mail_config(settings)
    return CatalogMailSender(database, config, clock or SystemClock()) if config else None
