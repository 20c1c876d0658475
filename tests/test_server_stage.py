import threading

from generator.model import Url
from generator.problems import Finding, Location, Problem, Severity
from generator.server.stage import Outcome, Stage

FRONT, ARTICLE = Url("/"), Url("/2022/03/four-warships/")
SOURCE = "content/articles/four-warships.md"


def make_finding(rule="bad-date", *, severity=Severity.ERROR, path=SOURCE, line=2, message="'soon' is no date"):
    problem = Problem(
        location=Location(path=path, line=line, column=7), rule=rule, message=message, hint="Write a day."
    )
    return Finding(problem=problem, severity=severity)


def make_good(*changed, **fields):
    return Outcome(base="/repo/", changed=frozenset(changed), **fields)


def test_the_first_scene_is_that_no_build_has_ended_yet():
    scene = Stage("/repo/").scene

    assert (scene.base, scene.is_begun, scene.findings, scene.failure) == ("/repo/", False, (), "")


def test_each_outcome_is_a_scene_with_another_version():
    stage = Stage("/repo/")
    versions = [stage.scene.version]
    for outcome in (make_good(FRONT), make_good(), Outcome(failure="the disk is full")):
        stage.show(outcome)
        versions.append(stage.scene.version)

    assert len(set(versions)) == 4


def test_what_changed_since_a_version_is_all_that_came_after_it():
    stage = Stage("/repo/")
    stage.show(make_good())
    first = stage.scene.version
    stage.show(make_good(FRONT))
    second = stage.scene.version
    stage.show(make_good(ARTICLE))

    found = [stage.changed_since(version) for version in (first, second, stage.scene.version)]

    assert found == [{FRONT, ARTICLE}, {ARTICLE}, set()]


def test_what_changed_by_the_first_good_build_is_not_known():
    stage = Stage("/repo/")
    begin = stage.scene.version
    stage.show(Outcome(findings=(make_finding(),), is_blocked=True))
    blocked = stage.changed_since(begin)
    stage.show(make_good(FRONT))

    assert (blocked, stage.changed_since(begin)) == (frozenset(), None)


def test_what_changed_since_another_run_a_forgotten_scene_or_nonsense_is_not_known():
    stage, other = Stage("/"), Stage("/")
    first = stage.scene.version
    for _ in range(60):
        stage.show(make_good())
    run = first.partition("-")[0]

    asked = [other.scene.version, first, "", f"{run}-", f"{run}-61", f"{run}-²", f"{run}-{'9' * 5000}", f"{run}--1"]

    assert {version: stage.changed_since(version) for version in asked} == dict.fromkeys(asked)


def test_an_outcome_that_wrote_nothing_leaves_the_pages_and_shows_what_is_wrong():
    stage = Stage("/repo/")
    stage.show(make_good(sources={ARTICLE: SOURCE}, drafts=frozenset({ARTICLE})))
    before = stage.scene.version
    stage.show(Outcome(findings=(make_finding(),), is_blocked=True))

    scene = stage.scene

    assert (scene.base, scene.sources, scene.drafts) == ("/repo/", {ARTICLE: SOURCE}, {ARTICLE})
    assert (scene.errors, scene.is_blocked, stage.changed_since(before)) == ((make_finding(),), True, set())


def test_a_page_is_told_of_the_warnings_of_its_own_source():
    own = make_finding("missing-alt", severity=Severity.WARNING)
    other = make_finding("missing-alt", severity=Severity.WARNING, path="content/articles/other.md")
    stage = Stage("/")
    stage.show(make_good(sources={ARTICLE: SOURCE}, findings=(own, other, make_finding())))

    assert [stage.scene.warnings_of(page) for page in (ARTICLE, FRONT)] == [(own,), ()]


def test_who_waits_is_woken_by_the_next_scene():
    stage = Stage("/")
    version, found = stage.scene.version, []
    waiting = threading.Thread(target=lambda: found.append(stage.later_than(version, 60)))
    waiting.start()

    stage.show(make_good())
    waiting.join(60)

    assert found == [stage.scene]


def test_who_waits_is_woken_by_the_end():
    stage = Stage("/")
    version, found = stage.scene.version, []
    waiting = threading.Thread(target=lambda: found.append(stage.later_than(version, 60)))
    waiting.start()

    stage.close()
    waiting.join(60)

    assert (found, stage.is_closed) == ([None], True)


def test_who_waits_in_vain_is_told_so():
    stage = Stage("/")

    assert stage.later_than(stage.scene.version, 0.01) is None
