"""The doors of the house: files come in whole and known, documents go out whole or not at all."""

from perfkit.files.canonical import canonical_json
from perfkit.files.cell_names import cell_name
from perfkit.files.containment import inside
from perfkit.files.gate import Gated, gate
from perfkit.files.hashes import sha256
from perfkit.files.images import HEAD_BYTES, IMAGES, MOST_PIXELS, image_size
from perfkit.files.manifest import MANIFEST, Manifest, verify
from perfkit.files.names import safe_name, safe_names
from perfkit.files.office import unfit_office
from perfkit.files.office_kind import OfficeKind, office_kind
from perfkit.files.read import is_editor_lock, is_folder, read_bytes
from perfkit.files.styles import fetching
from perfkit.files.text import Text, decode
from perfkit.files.tree import MOST_BYTES, MOST_DEPTH, MOST_ENTRIES, Entry, Tree, tree_of
from perfkit.files.within import head_within, read_within
from perfkit.files.write import write_all, write_folder
from perfkit.files.zips import canonical_zip

__all__ = [
    "HEAD_BYTES",
    "IMAGES",
    "MANIFEST",
    "MOST_BYTES",
    "MOST_DEPTH",
    "MOST_ENTRIES",
    "MOST_PIXELS",
    "Entry",
    "Gated",
    "Manifest",
    "OfficeKind",
    "Text",
    "Tree",
    "canonical_json",
    "canonical_zip",
    "cell_name",
    "decode",
    "fetching",
    "gate",
    "head_within",
    "image_size",
    "inside",
    "is_editor_lock",
    "is_folder",
    "office_kind",
    "read_bytes",
    "read_within",
    "safe_name",
    "safe_names",
    "sha256",
    "tree_of",
    "unfit_office",
    "verify",
    "write_all",
    "write_folder",
]
