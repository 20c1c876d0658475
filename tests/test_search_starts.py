import json

import pytest

from generator.model import Url
from generator.search import make_document
from generator.search.starts import start_of
from tests.sample_search import make_entry, make_index


def make_years(count, language="en"):
    """An article in each of so many years, the last of which is 2023."""
    return [
        make_document(make_entry(url=Url(f"/{year}/"), date=f"{year}-01-01", language=language))
        for year in range(2024 - count, 2024)
    ]


def take_apart(path):
    """The contents that a start file holds, by their names."""
    line, _, rest = path.read_bytes().partition(b"\n")
    contents = {}
    for name, size in json.loads(line).items():
        contents[name], rest = rest[:size], rest[size:]
    assert rest == b""
    return contents


def opens(files, year=""):
    """The names of what opens the shard of a year; of the newest, without a year."""
    folder = f"{year}/" if year else ""
    ours = [name for name in files if name.rpartition("/")[0] == str(year)]
    return sorted(name for name in ours if name.endswith((f"{folder}pagefind-entry.json", ".pf_meta")))


def test_start_files_hold_what_opens_eight_shards_and_then_three_times_as_many(tmp_path):
    files = make_index(make_years(10), kept=tmp_path)

    first, second = take_apart(files["start-0.pagefind"]), take_apart(files["start-1.pagefind"])

    newest = [*opens(files), *(name for year in range(2016, 2023) for name in opens(files, year))]
    assert sorted(first) == sorted([*newest, "wasm.en-2023.pagefind"])
    assert sorted(second) == [*opens(files, 2014), *opens(files, 2015)]
    assert first | second == {name: files[name].read_bytes() for name in (*first, *second)}
    assert "start-2.pagefind" not in files


@pytest.mark.parametrize(("place", "number"), [(0, 0), (7, 0), (8, 1), (23, 1), (24, 2), (71, 2), (72, 3)])
def test_a_shard_is_opened_by_the_start_file_of_its_place(place, number):
    assert start_of(place) == number


def test_a_language_without_a_stemmer_starts_with_the_program_of_all_others(tmp_path):
    files = make_index(make_years(1, "ja"), kept=tmp_path, language="ja")

    assert "wasm.unknown.pagefind" in take_apart(files["start-0.pagefind"])


def test_a_start_file_that_was_cut_is_made_again(tmp_path):
    before = make_index(make_years(2), kept=tmp_path)["start-0.pagefind"].read_bytes()
    make_index(make_years(2), kept=tmp_path)["start-0.pagefind"].write_bytes(b"{}\n")

    after = make_index(make_years(2), kept=tmp_path)["start-0.pagefind"].read_bytes()

    assert after == before
