"""Pictures: what is refused by its header, what readers get, what is left behind, and that each is made once."""

import io
import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from generator.images import Maker, Recipe, keep, missing, survey
from generator.images.header import MAX_BYTES, Fault, Form, Header, inspect
from generator.images.making import UndecodableError, render
from generator.images.marks import Marks, packet, read
from generator.images.renditions import choose, plan
from generator.model import Digest, Media, Rendition, Url
from generator.problems import Location, Problem
from tests.makers import SITE, article_text, write_archive
from tests.test_build import build, page

WIDTHS = (480, 800, 1200, 1920)
RECIPE = Recipe(widths=WIDTHS, quality=78)
HINT = "Send a still PNG, JPEG, WebP, GIF or AVIF of at most 40 megapixels, 12,000 pixels a side, and 10 MB."
MARK = "CAMERA No. 35.6895"


def encoded(picture, form="PNG", **settings):
    file = io.BytesIO()
    picture.save(file, form, **settings)
    return file.getvalue()


def gradient(width=900, height=600, mode="RGB"):
    """A picture whose left half is darker than its right one, and its top than its foot."""
    ramp = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", [ramp, ramp.rotate(90, expand=True).resize((width, height)), ramp]).convert(mode)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width, height):
    """A PNG that says that it is so large, in a few bytes."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def moving(form):
    return encoded(gradient(8, 8), form, save_all=True, append_images=[gradient(8, 8).rotate(180)])


def large_webp():
    """An extended WebP of 16,384 × 16,384 pixels, 30 bytes long."""
    size = (16_383).to_bytes(3, "little")
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + size + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def with_secrets(form="JPEG"):
    """A picture that says who made it, where, and with what."""
    exif = Image.Exif()
    exif[0x013B], exif[0x8298], exif[0x010F] = "Jane Doe", "(c) The Archive", MARK
    exif.get_ifd(0x8825)[2] = (35.0, 41.0, 22.2)
    return encoded(gradient(60, 40), form, exif=exif, comment=MARK.encode())


def media_of(data, name="x.jpg", widths=WIDTHS):
    header = inspect(data, Path(name).suffix)
    assert isinstance(header, Header), header
    return plan(f"content/media/{name}", Digest("0" * 64), header, widths)


def rendered(data, name="x.jpg"):
    return {name: Image.open(io.BytesIO(made)) for name, made in render(data, media_of(data, name), 78).items()}


@pytest.mark.parametrize(
    ("data", "ending", "fault"),
    [
        (png_of(13_000, 13_000), ".png", Fault(rule="too-large", message="the picture is 13,000 × 13,000 pixels")),
        (png_of(8_000, 5_001), ".png", Fault(rule="too-large", message="the picture is 8,000 × 5,001 pixels")),
        (
            png_of(60_000, 60_000),
            ".png",
            Fault(rule="too-large", message="the picture has more than 40,000,000 pixels"),
        ),
        (png_of(12_001, 1), ".png", Fault(rule="too-large", message="the picture is 12,001 × 1 pixels")),
        (large_webp(), ".webp", Fault(rule="too-large", message="the picture is 16,384 × 16,384 pixels")),
        (moving("GIF"), ".gif", Fault(rule="bad-field", message="the picture moves")),
        (moving("PNG"), ".png", Fault(rule="bad-field", message="the picture moves")),
        (moving("WEBP"), ".webp", Fault(rule="bad-field", message="the picture moves")),
        (moving("AVIF"), ".avif", Fault(rule="bad-field", message="the picture moves")),
        (
            encoded(gradient(8, 8), "JPEG"),
            ".PNG",
            Fault(rule="bad-field", message="the name says PNG, but the file is JPEG"),
        ),
        (b"<svg/>", ".svg", Fault(rule="bad-field", message="files that end in '.svg' are no pictures here")),
        (b"<svg/>", ".png", Fault(rule="bad-field", message="this file is no picture that a browser shows")),
        (b"", ".gif", Fault(rule="bad-field", message="this file is no picture that a browser shows")),
        (
            b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
            ".png",
            Fault(rule="bad-field", message="this file is no picture that a browser shows"),
        ),
        (
            b"\xff\xd8\xff" + b"\0" * MAX_BYTES,
            ".jpg",
            Fault(rule="too-large", message="the picture has 10,485,763 bytes, and 10,485,760 are allowed"),
        ),
    ],
    ids=[
        *(
            "169 megapixels",
            "3,600 megapixels",
            "41 megapixels",
            "a long side",
            "a large WebP",
            "moving GIF",
            "moving PNG",
            "moving WebP",
        ),
        *("moving AVIF", "another type", "SVG", "SVG named PNG", "empty", "a broken header", "too many bytes"),
    ],
)
def test_what_may_not_be_published_is_refused_by_its_header(data, ending, fault):
    assert inspect(data, ending) == fault


@pytest.mark.parametrize("form", list(Form))
def test_a_still_picture_of_each_format_is_taken(form):
    ending = {"JPEG": ".jpg"}.get(form, f".{form.lower()}")

    header = inspect(encoded(gradient(30, 20), form), ending)

    assert isinstance(header, Header)
    assert (header.form, header.width, header.height) == (form, 30, 20)


def test_a_picture_that_lies_on_its_side_is_measured_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    assert inspect(encoded(gradient(30, 20), "JPEG", exif=exif), ".jpg") == Header(form=Form.JPEG, width=20, height=30)


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (4000, [480, 800, 1200, 1920]),
        (1250, [480, 800, 1250]),
        (500, [500]),
        (20, [20]),
        (1920, [480, 800, 1200, 1920]),
    ],
)
def test_a_picture_is_made_in_widths_that_it_fills(width, widths):
    assert choose(width, WIDTHS) == widths


def test_a_photograph_keeps_its_address_in_1200_pixels_and_has_webp_beside_it():
    header = Header(form=Form.JPEG, width=3000, height=2000)

    assert plan("content/media/2022/map.jpg", Digest("ab" * 32), header, (480, 1920)) == Media(
        path="content/media/2022/map.jpg",
        digest=Digest("ab" * 32),
        width=3000,
        height=2000,
        url=Url("/media/2022/map.jpg"),
        fallback=Rendition(url=Url("/media/2022/map.jpg"), width=1200, height=800),
        renditions=(
            Rendition(url=Url("/media/2022/map.abababababab-480.webp"), width=480, height=320),
            Rendition(url=Url("/media/2022/map.abababababab-1920.webp"), width=1920, height=1280),
        ),
    )


def test_a_drawing_keeps_its_width_and_its_palette():
    data = encoded(gradient(1600, 400).quantize(8), "PNG")

    made = rendered(data, "x.png")

    assert {name: (picture.mode, picture.size) for name, picture in made.items() if name.endswith("png")} == {
        "1600.png": ("P", (1600, 400))
    }


@pytest.mark.parametrize(("name", "fallback"), [("x.webp", "jpeg"), ("x.avif", "jpeg"), ("x.gif", "png")])
def test_a_picture_in_another_format_has_a_fallback_that_every_program_reads(name, fallback):
    form = {"x.webp": "WEBP", "x.avif": "AVIF", "x.gif": "GIF"}[name]
    data = encoded(gradient(30, 20), form)

    assert {made: picture.format for made, picture in rendered(data, name).items()} == {
        f"30.{form.lower()}": form,
        f"30.{fallback}": fallback.upper(),
        "30.webp": "WEBP",
    }


def test_renditions_have_the_sizes_that_were_planned():
    data = encoded(gradient(1301, 867), "JPEG")

    assert {name: picture.size for name, picture in rendered(data).items()} == {
        "1200.jpeg": (1200, 800),
        "480.webp": (480, 320),
        "800.webp": (800, 533),
        "1301.webp": (1301, 867),
    }


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_stands_upright_whatever_its_file_says(turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    sizes = {(40, 60) if turn >= 5 else (60, 40)}
    picture = Image.new("RGB", (60, 40), "black")
    picture.paste("white", (0, 0, 20, 15))
    corner = {1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left"} | {
        5: "top left",
        6: "top right",
        7: "bottom right",
        8: "bottom left",
    }

    made = rendered(encoded(picture, "JPEG", exif=exif))

    assert {shown.size for shown in made.values()} == sizes
    for shown in made.values():
        right, foot = shown.width - 5, shown.height - 5
        places = {"top left": (4, 4), "top right": (right, 4), "bottom left": (4, foot), "bottom right": (right, foot)}
        white = [name for name, place in places.items() if shown.convert("L").getpixel(place) > 128]
        assert white == [corner[turn]]


@pytest.mark.parametrize(
    ("picture", "name", "modes"),
    [
        (gradient(30, 20, "CMYK"), "x.jpg", {"RGB"}),
        (gradient(30, 20, "L"), "x.jpg", {"L", "RGB"}),
        (gradient(30, 20, "1"), "x.png", {"L", "RGB"}),
        (Image.new("I;16", (30, 20), 40_000), "x.png", {"L", "RGB"}),
        (Image.new("LA", (30, 20), (9, 255)), "x.png", {"RGB"}),
        (Image.new("RGBA", (30, 20), (9, 9, 9, 100)), "x.png", {"RGBA"}),
    ],
    ids=["CMYK", "gray", "one bit", "16 bits", "an alpha that hides nothing", "an alpha that shows through"],
)
def test_every_mode_of_a_picture_is_shown(picture, name, modes):
    data = encoded(picture, "JPEG" if name.endswith("jpg") else "PNG")

    assert {shown.mode for shown in rendered(data, name).values()} == modes


def test_16_bits_become_8_of_the_same_gray():
    made = rendered(encoded(Image.new("I;16", (8, 8), 40_000), "PNG"), "x.png")

    assert made["8.png"].getpixel((4, 4)) == round(40_000 / 257)


def test_equal_pictures_have_equal_renditions_whoever_makes_them():
    data = encoded(gradient(), "JPEG")

    assert render(data, media_of(data), 78) == render(data, media_of(data), 78)


def test_a_picture_with_broken_pixels_is_refused_when_it_is_made():
    data = encoded(gradient(), "PNG")

    with pytest.raises(UndecodableError):
        render(data[: len(data) // 2], media_of(data, "x.png"), 78)


def test_a_gif_whose_frame_is_larger_than_it_says_is_refused():
    data = bytearray(encoded(gradient(30, 20), "GIF"))
    place = data.index(b"\x2c\0\0\0\0\x1e\0\x14\0")
    data[place + 5 : place + 9] = struct.pack("<HH", 9_000, 9_000)

    assert inspect(bytes(data), ".gif") == Fault(rule="too-large", message="the picture is 9,000 × 9,000 pixels")


def test_a_color_profile_is_applied_and_left_behind():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    made = rendered(encoded(gradient(30, 20), "JPEG", icc_profile=lab))

    assert ["icc_profile" in picture.info for picture in made.values()] == [False, False]


def test_a_broken_color_profile_is_as_none():
    made = rendered(encoded(gradient(30, 20), "JPEG", icc_profile=b"no profile"))

    assert [picture.size for picture in made.values()] == [(30, 20), (30, 20)]


@pytest.mark.parametrize(
    ("form", "name"), [("JPEG", "x.jpg"), ("PNG", "x.png"), ("WEBP", "x.webp"), ("AVIF", "x.avif")]
)
def test_nothing_but_maker_and_owner_is_carried_along(form, name):
    data = with_secrets(form)
    assert MARK.encode() in data

    made = render(data, media_of(data, name), 78)

    for content in made.values():
        shown = Image.open(io.BytesIO(content))
        assert dict(shown.getexif()) == {}
        assert read(shown) == Marks(creator="Jane Doe", copyright="(c) The Archive")
        assert [word for word in (b"CAMERA", b"Exif", b"eXIf", b"EXIF", b"GPS") if word in content] == []


def iim(record, number, text):
    return bytes([0x1C, record, number]) + struct.pack(">H", len(text)) + text


def test_iptc_speaks_first_then_xmp_then_exif():
    iptc = iim(2, 110, "Agence Zürich".encode())
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc
    segment = b"Photoshop 3.0\0" + resource
    xmp = packet(Marks(credit="Somebody", source="The Navy"))
    exif = Image.Exif()
    exif[0x013B] = "Jane Doe"
    data = encoded(gradient(8, 8), "JPEG", xmp=xmp, exif=exif)
    data = data[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + data[2:]

    with Image.open(io.BytesIO(data)) as picture:
        assert read(picture) == Marks(creator="Jane Doe", credit="Agence Zürich", source="The Navy")


def test_marks_are_one_line_and_bounded():
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Jane\n\x00Doe " + "x" * 600)
    told.add_text("Copyright", "<b>&amp;")

    with Image.open(io.BytesIO(encoded(gradient(8, 8), "PNG", pnginfo=told))) as picture:
        said = read(picture)

    assert said == Marks(creator=("Jane Doe " + "x" * 600)[:500], copyright="<b>&amp;")


def test_xmp_that_declares_entities_is_not_read():
    xmp = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&a;</x:xmpmeta>'

    with Image.open(io.BytesIO(encoded(gradient(8, 8), "WEBP", xmp=xmp))) as picture:
        assert read(picture) == Marks()


def stamp(path):
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino


def put(root, name, data):
    path = root / "content/media" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def look(root, recipe=RECIPE):
    paths = sorted(path.relative_to(root).as_posix() for path in (root / "content").rglob("*.*"))
    return survey(root, [(path, stamp(root / path)) for path in paths], recipe, root / "kept")


def make(root, recipe=RECIPE):
    """The paths that were made, and every published file with its content."""
    found = look(root, recipe)
    todo = missing(found, recipe, root / "kept")
    outcomes = Maker(root=str(root), folder=root / "kept", recipe=recipe)(todo)
    files = keep(found, outcomes, recipe, root / "kept")
    return [media.path for media in todo], {file.url: file.path.read_bytes() for file in files}


def test_a_picture_is_made_once(tmp_path):
    put(tmp_path, "a.jpg", encoded(gradient(), "JPEG"))

    first, second = make(tmp_path), make(tmp_path)

    assert (first[0], second[0], look(tmp_path).opened) == (["content/media/a.jpg"], [], 0)
    assert first[1] == second[1]
    assert [len(name.rpartition(".")[2]) for name in first[1]] == [3, 4, 4, 4]


def test_two_pictures_of_the_same_bytes_are_made_once_and_published_twice(tmp_path):
    put(tmp_path, "a.jpg", encoded(gradient(30, 20), "JPEG"))
    put(tmp_path, "b.jpeg", encoded(gradient(30, 20), "JPEG"))

    made, files = make(tmp_path)

    assert len(made) == 1
    assert [url.partition(".")[0] for url in files] == ["/media/a", "/media/a", "/media/b", "/media/b"]


def test_a_picture_that_was_only_touched_is_looked_at_and_not_made(tmp_path):
    put(tmp_path, "a.jpg", encoded(gradient(), "JPEG"))
    make(tmp_path)
    os.utime(tmp_path / "content/media/a.jpg", ns=(1, 1))

    assert (look(tmp_path).opened, make(tmp_path)[0]) == (1, [])


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(bytes(len(path.read_bytes()))),
        lambda path: path.write_bytes(path.read_bytes()[:100]),
        lambda path: path.unlink(),
    ],
    ids=["other bytes of the same size", "cut", "gone"],
)
def test_a_broken_rendition_is_noticed_and_made_again(tmp_path, harm):
    put(tmp_path, "a.jpg", encoded(gradient(), "JPEG"))
    _, files = make(tmp_path)
    harm(next((tmp_path / "kept").rglob("480.webp")))

    assert make(tmp_path) == (["content/media/a.jpg"], files)
    assert make(tmp_path)[0] == []


def test_what_was_kept_and_copied_elsewhere_is_not_made_again(tmp_path):
    put(tmp_path, "a.jpg", encoded(gradient(), "JPEG"))
    make(tmp_path)
    for path in (tmp_path / "kept").rglob("*.webp"):
        os.utime(path, ns=(1, 1))

    assert make(tmp_path)[0] == []


def test_a_broken_index_of_what_is_kept_is_as_none(tmp_path):
    put(tmp_path, "a.jpg", encoded(gradient(30, 20), "JPEG"))
    _, files = make(tmp_path)
    (tmp_path / "kept/known.json").write_text('{"seen": 1}')

    assert make(tmp_path) == (["content/media/a.jpg"], files)


def test_another_quality_makes_every_picture_again_and_throws_the_old_ones_away(tmp_path):
    put(tmp_path, "a.jpg", encoded(gradient(), "JPEG"))
    make(tmp_path)

    made, _ = make(tmp_path, Recipe(widths=WIDTHS, quality=60))

    assert made == ["content/media/a.jpg"]
    assert len([path for path in (tmp_path / "kept").iterdir() if path.is_dir()]) == 1


def test_a_refused_picture_is_named_with_what_to_send_instead(tmp_path):
    put(tmp_path, "a.png", png_of(13_000, 13_000))
    put(tmp_path, "b.jpg", encoded(gradient(8, 8), "GIF"))

    assert look(tmp_path).problems == (
        Problem(
            location=Location(path="content/media/a.png"),
            rule="too-large",
            message="the picture is 13,000 × 13,000 pixels",
            hint=HINT,
        ),
        Problem(
            location=Location(path="content/media/b.jpg"),
            rule="bad-field",
            message="the name says JPEG, but the file is GIF",
            hint=HINT,
        ),
    )


def test_two_pictures_of_one_address_are_an_error_that_names_both(tmp_path):
    put(tmp_path, "articles/a.jpg", encoded(gradient(8, 8), "JPEG"))
    put(tmp_path, "../articles/a.jpg", encoded(gradient(9, 9), "JPEG"))

    assert look(tmp_path).problems == (
        Problem(
            location=Location(path="content/media/articles/a.jpg"),
            rule="slug-collision",
            message="/media/articles/a.jpg is the address of content/articles/a.jpg too",
            hint="Rename one of the two pictures.",
        ),
    )


@pytest.fixture
def archive(tmp_path):
    body = "Text.\n\n![A strait](../../media/a.jpg)\n"
    extra = "image: {src: media/a.jpg, alt: A strait, credit: Jane Doe}\n"
    write_archive(tmp_path, {"articles/2022/x.md": article_text(extra=extra, body=body)}, SITE)
    put(tmp_path, "a.jpg", with_secrets())
    return tmp_path


def site_files(root):
    return {path.name: path for path in (root / "_site/media").iterdir()}


def test_a_site_has_clean_renditions_at_the_old_address_and_beside_it(archive):
    assert build(archive) == 0

    files = site_files(archive)
    assert [name.partition(".")[0] + name[name.rindex("-") if "-" in name else 1 :] for name in sorted(files)] == [
        "a-60.webp",
        "a.jpg",
    ]
    assert [path for path in files.values() if MARK.encode() in path.read_bytes()] == []


def test_a_second_build_opens_no_picture_and_makes_none(archive):
    assert build(archive) == 0
    before = {path: stamp(path) for path in (archive / ".cache/pictures").rglob("*") if path.is_file()}
    source = archive / "content/media/a.jpg"
    size, time, _ = stamp(source)
    source.write_bytes(bytes(size))
    os.utime(source, ns=(time, time))

    assert build(archive) == 0

    assert {path: stamp(path) for path in (archive / ".cache/pictures").rglob("*") if path.is_file()} == before


def test_a_picture_with_broken_pixels_stops_the_build_and_what_was_published_stays(archive, capsys):
    assert build(archive) == 0
    before = {path.name: path.read_bytes() for path in site_files(archive).values()}
    data = encoded(gradient(), "PNG")
    put(archive, "b.png", data[: len(data) // 2])

    assert build(archive) == 1

    assert "content/media/b.png:1:1: error: the picture cannot be decoded" in capsys.readouterr().out
    assert {path.name: path.read_bytes() for path in site_files(archive).values()} == before


def test_a_page_lets_the_browser_choose_and_fetches_its_first_picture_first(archive):
    assert build(archive) == 0

    name = next(name for name in site_files(archive) if name.endswith(".webp"))
    tree = page(archive, "2022/03/x")
    shown = [
        (dict(choice.attrib), dict(image.attrib))
        for choice, image in zip(tree.xpath("//picture//source"), tree.xpath("//picture//img"), strict=True)
    ]
    choice = {"type": "image/webp", "srcset": f"/media/{name} 60w", "sizes": "(min-width: 60px) 60px, 100vw"}
    image = {"src": "/media/a.jpg", "alt": "A strait", "width": "60", "height": "40"}
    assert shown == [
        (choice, {"class": "picture__image", **image, "fetchpriority": "high"}),
        (choice, {**image, "loading": "lazy", "decoding": "async"}),
    ]
