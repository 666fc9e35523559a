"""A bundle is the record in a folder: enough to verify, replay and recount; and, apart from it, the words that are public."""

from folkmoot.bundle.blobs import blob_of
from folkmoot.bundle.reading import ABOUT, Bundle, Opened, Unreadable
from folkmoot.bundle.writing import export_community

__all__ = ["ABOUT", "Bundle", "Opened", "Unreadable", "blob_of", "export_community"]
