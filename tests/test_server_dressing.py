import pytest

from generator.server.dressing import Dress, dress, widen

CLOTHES = Dress(head="[H]", body="[B]", title="[T]", policy=lambda policy: f"[{policy}]")


@pytest.mark.parametrize(
    ("page", "dressed"),
    [
        (
            "<!doctype html>\n<html>\n<head>\n<title>A&lt;</title>\n</head><body class='x'>\nText</body>",
            "<!doctype html>\n<html>\n<head>\n<title>[T]A&lt;</title>\n[H]</head><body class='x'>[B]\nText</body>",
        ),
        ("<TITLE>A</TITLE><BODY>B", "<TITLE>[T]A</TITLE>[H]<BODY>[B]B"),
        ("<!-- <body> </head> --><p>no head", "<!-- <body> </head> --><p>no head[H][B]"),
        ("", "[H][B]"),
        (
            "<head><script>'<body></head><title>'</script></head>\n\n<body><svg><title>T</title></svg>",
            "<head><script>'<body></head><title>'</script>[H]</head>\n\n<body>[B]<svg><title>T</title></svg>",
        ),
        (
            "<head>\r\n<title>A</title>\r\n</head><body>",
            "<head>\r\n<title>[T]A</title>\r\n[H]</head><body>[B]",
        ),
        (
            f"<head><meta name=x content='{'é' * 9000}'>\n<title>T</title></head><body>ü",
            f"<head><meta name=x content='{'é' * 9000}'>\n<title>[T]T</title>[H]</head><body>[B]ü",
        ),
        (
            '<head><meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;"></head><body>',
            "<head>[default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'][H]</head><body>[B]",
        ),
    ],
    ids=["whole", "upper case", "comment", "empty", "script", "CRLF", "long", "policy"],
)
def test_a_page_is_dressed_at_its_places(page, dressed):
    assert dress(page, CLOTHES) == dressed


@pytest.mark.parametrize(
    ("policy", "wider"),
    [
        ("", ""),
        ("img-src 'self'", "img-src 'self'"),
        ("default-src 'self'", "default-src 'self'"),
        (
            "default-src 'none'; style-src 'self'",
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'",
        ),
        ("script-src 'none'", "script-src 'self'"),
        ("SCRIPT-SRC https://a.example; script-src 'self';;", "script-src https://a.example 'self'"),
    ],
)
def test_a_policy_is_widened_by_what_the_preview_needs_and_no_more(policy, wider):
    assert widen(policy) == wider
