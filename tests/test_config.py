import pytest

from generator.config import read_config
from generator.problems import ConfigError, Severity
from tests.makers import SITE, make_config


def fault(extra="", *, site=SITE, tmp=None):
    (tmp / "site.toml").write_text(site + extra)
    with pytest.raises(ConfigError) as caught:
        read_config(tmp)
    return str(caught.value)


def test_four_settings_are_enough():
    config = make_config()

    assert (config.title, config.url, config.base, config.origin, config.page_size) == (
        "The Archive",
        "https://example.org/",
        "/",
        "https://example.org",
        40,
    )


def test_a_project_site_has_a_base_path():
    config = make_config(url="https://owner.github.io/repo")

    assert (config.url, config.base, config.origin, config.host) == (
        "https://owner.github.io/repo/",
        "/repo/",
        "https://owner.github.io",
        "owner.github.io",
    )


@pytest.mark.parametrize("address", ["tcp://10.0.0.5:8786", "tls://build.example.org:8786", "tcp://[::1]:8786"])
def test_who_builds_is_a_setting_that_what_is_kept_does_not_rest_on(address):
    config = make_config(f'[build]\nexecutor = "dask"\nscheduler = "{address}"\n')

    assert (config.scheduler, repr(config)) == (address, repr(make_config()))


def test_a_folder_without_settings_is_named(tmp_path):
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path)

    assert str(caught.value) == f"there is no site.toml in {tmp_path}; give the archive's folder with --root"


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ("titel = 1\n", "site.toml: [site] titel is no setting; did you mean title?"),
        ("[listing]\n", "site.toml: there is no table [listing]; did you mean [listings]?"),
        (
            "[images]\nwidths = [480, 480]\n",
            "site.toml: [images] widths is to be a list of different whole numbers from 320 to 3840",
        ),
        (
            "[images]\nwidths = [true]\n",
            "site.toml: [images] widths is to be a list of different whole numbers from 320 to 3840",
        ),
        ("[images]\nquality = 101\n", "site.toml: [images] quality is to be a whole number from 1 to 100"),
        ('[build]\nexecutor = "ray"\n', 'site.toml: [build] executor is to be "processes" or "dask"'),
        ('[build]\nexecutor = "dask"\n', "site.toml: [build] scheduler is missing"),
        (
            '[build]\nscheduler = "tcp://10.0.0.5:8786"\n',
            'site.toml: [build] scheduler is asked by executor = "dask" alone',
        ),
        (
            '[build]\nexecutor = "dask"\nscheduler = "10.0.0.5"\n',
            "site.toml: [build] scheduler is to be an address like tcp://10.0.0.5:8786, and '10.0.0.5' is none",
        ),
        ("[listings]\npage_size = 0\n", "site.toml: [listings] page_size is to be a whole number from 1 to 1000"),
        ('[rules]\nmissing-alt = "loud"\n', 'site.toml: [rules] missing-alt is to be "error", "warning" or "off"'),
        (
            '[rules]\nunsafe-url = "off"\n',
            "site.toml: [rules] unsafe-url guards the readers and cannot be lowered",
        ),
        (
            '[rules]\nmising-alt = "off"\n',
            "site.toml: [rules] mising-alt is no setting; did you mean missing-alt?",
        ),
        (
            '[[social]]\ntitle = "X"\nurl = "javascript:x"\n',
            "site.toml: [social] url is to begin with https:// or /, and 'javascript:x' does not",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_its_place(tmp_path, extra, message):
    assert fault(extra, tmp=tmp_path) == message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('language = "en-US"\n', "", "site.toml: [site] language is missing"),
        (
            "America/New_York",
            "New York",
            "site.toml: [site] timezone is to be a name such as America/New_York, and 'New York' is none",
        ),
        (
            "https://example.org/",
            "example.org",
            "site.toml: [site] url is to be an address like https://example.org/, and 'example.org' is none",
        ),
        *(
            (
                "https://example.org/",
                url,
                f"site.toml: [site] url is to be an address like https://example.org/, and {url!r} is none",
            )
            for url in (
                "https://[::1/",
                "https://example.org:x/",
                "https://example.org:99999/",
                "https://a:b@example.org/",
            )
        ),
        (
            "https://example.org/",
            "https://example.org/\\u0000",
            "site.toml: [site] url holds a control character, which no page can show; type it again",
        ),
    ],
)
def test_a_wrong_required_setting_is_named(tmp_path, old, new, message):
    assert fault(site=SITE.replace(old, new), tmp=tmp_path) == message


@pytest.mark.parametrize(
    "folder", ["../look", "/look", "a//b", "a/../b", ".git", "content", "content/look", "C:/look", "."]
)
def test_what_lies_over_the_theme_is_a_folder_of_the_archive(tmp_path, folder):
    message = f"site.toml: [theme] overrides is to be a folder of the archive such as look, and {folder!r} is none"

    assert fault(site=SITE.replace("[theme]", f'[theme]\noverrides = "{folder}"'), tmp=tmp_path) == message


def test_rules_may_be_raised_lowered_and_turned_off():
    config = make_config('\n[rules]\nmissing-alt = "error"\nraw-html = "off"\n')

    assert config.rules == {"missing-alt": Severity.ERROR, "raw-html": Severity.OFF}
