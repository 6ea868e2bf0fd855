"""The doors of the house: files come in whole and known, documents go out whole or not at all."""

from perfkit.files.canonical import canonical_json
from perfkit.files.containment import inside
from perfkit.files.hashes import sha256
from perfkit.files.manifest import MANIFEST, Manifest, verify
from perfkit.files.names import safe_name, safe_names
from perfkit.files.read import is_editor_lock, is_folder, read_bytes
from perfkit.files.text import Text, decode
from perfkit.files.write import write_all
from perfkit.files.zips import canonical_zip

__all__ = [
    "MANIFEST",
    "Manifest",
    "Text",
    "canonical_json",
    "canonical_zip",
    "decode",
    "inside",
    "is_editor_lock",
    "is_folder",
    "read_bytes",
    "safe_name",
    "safe_names",
    "sha256",
    "verify",
    "write_all",
]
