"""These tests hold what `build --profile` says: whose time it was is asserted, and never how long it took."""

import json

from generator import markdown
from generator.build import Step
from generator.cli import main
from generator.cli.profile import Profile, profiled, speedscope, table
from tests.makers import article_text, write_archive


def outer():
    pass


def inner():
    pass


STACKS = [((outer.__code__,), 0.25), ((outer.__code__, inner.__code__), 0.5)]


def test_the_table_has_the_steps_in_order_and_the_ten_slowest_of_each_kind():
    profile = Profile()
    profile.articles.update({f"content/articles/{number:02}.md": number / 1000 for number in range(12)})
    profile.templates["article.html"] = 0.25

    text = table([Step(name="read", seconds=0.5), Step(name="render", seconds=1.25)], profile)

    assert text == (
        "  Seconds  by step\n"
        "    0.500  read\n"
        "    1.250  render\n"
        "\n"
        "       ms  slowest articles, to read and parse\n"
        "     11.0  content/articles/11.md\n"
        "     10.0  content/articles/10.md\n"
        "      9.0  content/articles/09.md\n"
        "      8.0  content/articles/08.md\n"
        "      7.0  content/articles/07.md\n"
        "      6.0  content/articles/06.md\n"
        "      5.0  content/articles/05.md\n"
        "      4.0  content/articles/04.md\n"
        "      3.0  content/articles/03.md\n"
        "      2.0  content/articles/02.md\n"
        "\n"
        "       ms  slowest templates, to render\n"
        "    250.0  article.html\n"
    )


def test_speedscope_gets_each_frame_once_and_names_no_folder_of_this_machine():
    written = json.loads(speedscope(Profile(samples=STACKS)))

    (shown,) = written.pop("profiles")
    assert written == {
        "$schema": "https://www.speedscope.app/file-format-schema.json",
        "exporter": "generator build --profile",
        "shared": {
            "frames": [
                {"name": function.__name__, "file": "/".join(__file__.split("/")[-3:]), "line": line}
                for function, line in ((outer, 12), (inner, 16))
            ]
        },
    }
    assert shown == {
        "type": "sampled",
        "name": "build",
        "unit": "seconds",
        "startValue": 0,
        "endValue": 0.75,
        "samples": [[0], [0, 1]],
        "weights": [0.25, 0.5],
    }


def test_time_within_an_article_is_that_articles():
    text = "Words *of* a [long](https://example.org/) body.\n\n" * 2000

    with profiled() as profile:
        markdown.parse(text, path="content/articles/slow.md", first_line=1)

    assert list(profile.articles) == ["content/articles/slow.md"]
    assert sum(seconds for _, seconds in profile.samples) >= profile.articles["content/articles/slow.md"] > 0


def test_a_profiled_build_writes_the_same_site_and_says_where_its_stacks_are(tmp_path, capsys):
    write_archive(tmp_path, {f"articles/2022/{number}.md": article_text() for number in range(30)})
    build = ["--root", str(tmp_path), "build", "--no-search", "--no-cache", "--now", "2023-01-01"]
    assert main(build) == 0
    manifest = (tmp_path / "_site" / "manifest.json").read_bytes()
    capsys.readouterr()

    status = main([*build, "--profile"])

    said = capsys.readouterr().err
    stacks = json.loads((tmp_path / ".cache" / "profile.speedscope.json").read_text(encoding="utf-8"))
    assert (status, (tmp_path / "_site" / "manifest.json").read_bytes()) == (0, manifest)
    assert said.endswith("The stacks are in .cache/profile.speedscope.json; https://www.speedscope.app shows them.\n")
    assert "build" in {frame["name"] for frame in stacks["shared"]["frames"]}


def test_a_profile_that_cannot_be_kept_is_still_told(tmp_path, capsys):
    write_archive(tmp_path, {"articles/2022/a.md": article_text()})
    (tmp_path / ".cache").write_text("in the way")

    status = main(["--root", str(tmp_path), "build", "--no-search", "--profile"])

    said = capsys.readouterr().err
    assert (status, "slowest templates, to render" in said) == (0, True)
    assert said.endswith("The stacks cannot be kept in .cache/profile.speedscope.json: File exists.\n")
    assert (tmp_path / ".cache").read_text() == "in the way"
