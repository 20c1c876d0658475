"""This is the measure of pictures: python -m tests.benchmarks.pictures [--hostile FOLDER] [--many N]

Of hostile files, each is judged and made in a process of its own, under the name that its bytes ask for: how many are
refused, how many published, the longest time of a process, its most memory, and whether a file that came out says more
than maker and owner (exiftool, where it is installed). A PNG of 169 megapixels is always among them. Of many, each has
4 megapixels: the time to make one, and what a second build makes and opens.
"""

import argparse
import collections
import json
import multiprocessing
import random
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from generator.build.hands import FEW_LARGE, Hands, map_batches
from generator.images import Maker, Recipe, keep, missing, survey
from generator.images.header import ENDINGS, Fault, inspect, sniff
from generator.images.making import UndecodableError, render
from generator.images.renditions import plan
from generator.model import Digest

RECIPE = Recipe(widths=(480, 800, 1200, 1920), quality=78)
MOST_SECONDS, MOST_BYTES = 1.0, 300 * 1024 * 1024
"""What a hostile picture may take at the most."""
DIED = "died"
EXIFTOOL = shutil.which("exiftool")
SAID = ("GPS:all", "EXIF:all", "IPTC:all", "MakerNotes:all", "ICC_Profile:all")
"""The groups of exiftool that no rendition may have."""


def main() -> int:
    """Exit status 1 when a hostile picture took too much or said too much."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pictures")
    parser.add_argument("--hostile", type=Path, help="a folder with hostile pictures, such as Pillow's Tests/images")
    parser.add_argument("--many", type=int, default=20, help="how many pictures of 4 megapixels (20)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        is_harmless = measure_hostile(chosen.hostile, Path(name))
        measure_many(chosen.many, Path(name))
    return 0 if is_harmless else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one file, in which time, and the most memory of its process in bytes."""

    outcome: str
    seconds: float = 60.0
    """Of a core's work: a clock on the wall would measure the machine's other work too."""
    peak: int = 0


def judge_one(path: Path, ending: str, out: Path) -> Told:
    """What becomes of a file under a name that ends so; its renditions go to the folder `out`."""
    start = time.process_time()
    outcome = publish_one(path.read_bytes(), ending, out)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Told(outcome=outcome, seconds=seconds, peak=peak)


def publish_one(data: bytes, ending: str, out: Path) -> str:
    """Whether the picture was refused by its header, refused when it was decoded, or published."""
    header = inspect(data, ending)
    if isinstance(header, Fault):
        return "refused by header"
    media = plan(f"content/media/x{ending}", Digest("0" * 64), header, RECIPE.widths)
    try:
        files = render(data, media, RECIPE.quality)
    except UndecodableError:
        return "refused when decoded"
    for name, content in files.items():
        (out / name).write_bytes(content)
    return "published"


def measure_hostile(folder: Path | None, room: Path) -> bool:
    """Print what became of each hostile file; whether none took or said too much."""
    bomb = room / "169-megapixels.png"
    bomb.write_bytes(make_bomb(13_000, 13_000))
    files = [bomb, *(sorted(path for path in folder.rglob("*") if path.is_file()) if folder else ())]
    tally: collections.Counter[str] = collections.Counter()
    found: list[tuple[Told, str]] = []
    leaks: list[str] = []
    for path in files:
        out = Path(tempfile.mkdtemp(dir=room))
        ending = ending_of(path)
        told = run_one(path, ending, out)
        found.append((told, f"{path.name} as {ending}"))
        tally[told.outcome] += 1
        leaks += [f"{path.name} as {ending}: {said}" for said in what_is_said(out)]
        shutil.rmtree(out)
    slowest = max(found, key=lambda entry: entry[0].seconds)
    largest = max(found, key=lambda entry: entry[0].peak)
    died = [name for told, name in found if told.outcome == DIED]
    print(f"{len(files)} files: {', '.join(f'{count} {outcome}' for outcome, count in tally.items())}")
    print(f"slowest: {slowest[0].seconds:.2f} s, {slowest[1]}; largest: {largest[0].peak / 2**20:.0f} MB, {largest[1]}")
    print(f"died: {died or 'none'}; said too much: {leaks or ('none' if EXIFTOOL else 'unknown, exiftool is missing')}")
    return slowest[0].seconds <= MOST_SECONDS and largest[0].peak <= MOST_BYTES and not died and not leaks


def ending_of(path: Path) -> str:
    """The file's own ending where such files are taken, else the one that its bytes ask for."""
    own = path.suffix.lower()
    if own in ENDINGS:
        return own
    form = sniff(path.read_bytes()[:64])
    return f".{form.lower()}" if form else ".png"


def run_one(path: Path, ending: str, out: Path) -> Told:
    """What a process of its own says; one that dies, or takes a minute, says so too."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
        try:
            return pool.submit(judge_one, path, ending, out).result(timeout=60)
        except (BrokenProcessPool, TimeoutError):
            return Told(outcome=DIED)


def what_is_said(out: Path) -> list[str]:
    """What exiftool finds in the renditions that may not be there; an XMP packet holds maker and owner alone."""
    if not EXIFTOOL or not any(out.iterdir()):
        return []
    command = [EXIFTOOL, "-q", "-j", "-G", *(f"-{group}" for group in SAID), "-XMP:all", "-r", str(out)]
    said = subprocess.run(command, capture_output=True, check=False).stdout
    fine = {"SourceFile", "XMP:Credit", "XMP:Source", "XMP:Creator", "XMP:Rights", "XMP:XMPToolkit"}
    return sorted({key for told in json.loads(said or "[]") for key in told if key not in fine})


def make_bomb(width: int, height: int) -> bytes:
    """A PNG with as many pixels, all white, one bit each."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 7) // 8 + 1) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def measure_many(count: int, root: Path) -> None:
    """Print the time to make one picture with all hands, and what the second build makes and opens."""
    paths = list(make_photographs(count, root))
    kept = root / "kept"
    for turn in ("first", "second"):
        start = time.perf_counter()
        found = survey(root, [(path, stamp_of(root / path)) for path in paths], RECIPE, kept)
        todo = missing(found, RECIPE, kept)
        maker = Maker(root=str(root), folder=kept, recipe=RECIPE)
        files = keep(found, tuple(map_batches(maker, todo, Hands(), lambda _done, _all: None, FEW_LARGE)), RECIPE, kept)
        seconds = time.perf_counter() - start
        size = sum(file.size for file in files) / count / 1024
        done = f"{found.opened} opened, {len(todo)} made, {seconds:.2f} s, {seconds / count * 1000:.1f} ms a picture"
        print(f"{turn} build of {count} pictures of 4 MP: {done}; {len(files)} files, {size:.0f} KB a picture")


def make_photographs(count: int, root: Path) -> Iterator[str]:
    """Different JPEGs of 2,464 × 1,640 pixels with edges, soft areas and grain, as photographs have."""
    (root / "content/media").mkdir(parents=True)
    grain = Image.effect_noise((2464, 1640), 14).convert("RGB")
    for number in range(count):
        picture = Image.blend(scene(random.Random(number)), grain, 0.12)  # noqa: S311 -- shapes, no secrets
        path = f"content/media/{number:04d}.jpg"
        picture.save(root / path, "JPEG", quality=90)
        yield path


def scene(chance: random.Random) -> Image.Image:
    """Shapes of many colors, out of focus in part."""
    picture = Image.linear_gradient("L").resize((2464, 1640)).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for step in range(150):
        left, top = chance.randrange(2464), chance.randrange(1640)
        color = tuple(chance.randrange(256) for _ in range(3))
        pen.ellipse((left, top, left + chance.randrange(20, 500), top + chance.randrange(20, 300)), fill=color)
        if step == 75:
            picture = picture.filter(ImageFilter.GaussianBlur(6))
            pen = ImageDraw.Draw(picture)
    return picture


def stamp_of(path: Path) -> tuple[int, int, int]:
    """Size, time and inode."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino


if __name__ == "__main__":
    sys.exit(main())
