"""This is the door to the published site: pages go to a folder beside it, and the two change places when all is whole.

Whatever stops a build, readers keep the old site. `files` writes, `staging` is the folder, `publishing` the last step,
`exchange` the two names that change places.
"""

from generator.output.files import (
    NotWholeError,
    Staging,
    Written,
    copy,
    manifest_digest,
    offer,
    place,
    read_manifest,
    stands,
    write,
)
from generator.output.publishing import foreign_files, publish, survey
from generator.output.staging import amending, building, slip_in, staging_for

__all__ = [
    "NotWholeError",
    "Staging",
    "Written",
    "amending",
    "building",
    "copy",
    "foreign_files",
    "manifest_digest",
    "offer",
    "place",
    "publish",
    "read_manifest",
    "slip_in",
    "staging_for",
    "stands",
    "survey",
    "write",
]
