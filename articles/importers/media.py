"""Pictures of the old site: each address is fetched once and known again by every later text."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from articles import pictures
from articles.importers.addresses import file_name
from articles.importers.report import Report
from articles.importers.words import fingerprint
from articles.models import ImportedItem
from newsroom.lib import fetch

LARGEST = 10 * 1024 * 1024


@dataclass
class Pictures:
    """`may_fetch` says whether what is not here yet is fetched."""

    report: Report
    fetcher: object
    may_fetch: bool
    refused: set = field(default_factory=set)

    def at(self, address, alt, caption):
        """The picture at this address, or None with the reason in the report."""
        if address.startswith("//"):
            address = f"https:{address}"
        key = f"picture:{fingerprint(address)}"
        known = ImportedItem.objects.select_related("picture").filter(key=key).first()
        if known:
            return known.picture
        if not self.may_fetch or address in self.refused:
            return None
        try:
            return self.fetched(address, key, alt=alt[:500], caption=caption[:500])
        except fetch.Refused as error:
            self.refuse(address, error)
        except ValidationError as error:
            self.refuse(address, " ".join(error.messages))
        return None

    def refuse(self, address, reason):
        """A host that is away costs its time once in a run."""
        self.refused.add(address)
        self.report.add("picture not fetched", address, reason)

    def fetched(self, address, key, **said):
        """Kept with the record of where it came from: a text that fails later leaves no orphan."""
        body = self.fetcher(address, largest=LARGEST).body
        with transaction.atomic():
            picture = pictures.ingest(ContentFile(body), name=file_name(address), **said)
            ImportedItem.objects.create(key=key, picture=picture)
        return picture
