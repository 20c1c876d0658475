"""These tests judge the workflows: two judges made by others, and the few laws of safety that those do not know."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
PINNED = re.compile(r"[a-z-]+/[a-z-]+(?:/[a-z-]+)?@[0-9a-f]{40}\Z")


def run_tool(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A tool of this environment, run at the root of the repository."""
    tool = Path(sys.executable).parent / name
    return subprocess.run([tool, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False)


def relative(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


def jobs_of(path: Path) -> dict[str, dict[str, object]]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]


def test_there_are_three_workflows():
    assert relative(WORKFLOWS) == [
        ".github/workflows/article.yml",
        ".github/workflows/publish.yml",
        ".github/workflows/test.yml",
    ]


def test_zizmor_reads_every_workflow_and_finds_nothing():
    run = run_tool(
        "zizmor", "--offline", "--persona=auditor", "--format=json", "--no-progress", "--color=never", ".github"
    )

    completed = sorted(re.findall(r"completed (\S+)", run.stderr))

    assert (run.returncode, json.loads(run.stdout), completed) == (
        0,
        [],
        [".github/dependabot.yml", *relative(WORKFLOWS)],
    )


def test_zizmor_would_find_a_workflow_that_is_no_yaml(tmp_path):
    broken = tmp_path / ".github" / "workflows" / "broken.yml"
    broken.parent.mkdir(parents=True)
    broken.write_text("jobs: [\n", encoding="utf-8")

    run = run_tool("zizmor", "--offline", "--persona=auditor", "--no-progress", broken)

    assert run.returncode != 0


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.dependabot", [ROOT / ".github" / "dependabot.yml"]),
    ],
    ids=["workflows", "issue forms", "dependabot"],
)
def test_every_file_for_github_keeps_its_schema(schema, paths):
    run = run_tool("check-jsonschema", "-vv", "--output-format=json", "--builtin-schema", schema, *relative(paths))

    report = json.loads(run.stdout)

    assert (run.returncode, report["status"], sorted(report["checked_paths"])) == (0, "ok", relative(paths))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_a_commit(path):
    used = [step["uses"] for job in jobs_of(path).values() for step in job["steps"] if "uses" in step]

    assert [action for action in used if not PINNED.match(action)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_job_ends_in_time_and_holds_the_rights_it_names_alone(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))

    careless = [name for name, job in workflow["jobs"].items() if not ({"permissions", "timeout-minutes"} <= set(job))]

    assert (workflow["permissions"], careless) == ({}, [])


def test_only_the_deployment_may_write():
    rights = {(path.name, name): job["permissions"] for path in WORKFLOWS for name, job in jobs_of(path).items()}

    assert rights == {
        ("article.yml", "check"): {"contents": "read"},
        ("publish.yml", "build"): {"contents": "read"},
        ("publish.yml", "deploy"): {"pages": "write", "id-token": "write"},
        ("test.yml", "test"): {"contents": "read"},
    }


def test_a_pull_request_starts_no_workflow_with_rights():
    # YAML 1.1 reads the key `on` as true.
    events = {path.name: sorted(yaml.safe_load(path.read_text(encoding="utf-8"))[True]) for path in WORKFLOWS}

    assert events == {
        "article.yml": ["pull_request"],
        "publish.yml": ["push", "workflow_dispatch"],
        "test.yml": ["pull_request", "push"],
    }


def test_nothing_of_an_event_is_written_into_a_command_and_no_credentials_are_left_behind():
    steps = [(path.name, step) for path in WORKFLOWS for job in jobs_of(path).values() for step in job["steps"]]
    commands = [step["run"] for _, step in steps if "run" in step]
    checkouts = [step["with"]["persist-credentials"] for _, step in steps if "/checkout@" in step.get("uses", "")]
    used = {step["uses"].partition("@")[0] for _, step in steps if "uses" in step}

    assert [command for command in commands if "${{" in command] == []
    assert (checkouts, len(commands)) == ([False] * 4, 10)
    assert used == {
        "actions/cache/restore",
        "actions/cache/save",
        "actions/checkout",
        "actions/deploy-pages",
        "actions/upload-artifact",
        "actions/upload-pages-artifact",
    }


def test_only_the_publishing_of_main_keeps_a_cache_and_saves_it_when_the_site_is_whole():
    steps = [(path.name, step) for path in WORKFLOWS for job in jobs_of(path).values() for step in job["steps"]]
    caches = [(name, step["name"], step["with"]) for name, step in steps if "/cache" in step.get("uses", "")]
    names = [step["name"] for name, step in steps if name == "publish.yml"]
    kept = {
        "path": ".cache/known.sqlite\n.cache/packs\n.cache/search\n",
        "key": "build-${{ hashFiles('*.lock') }}-${{ github.run_id }}",
    }

    assert caches == [
        (
            "publish.yml",
            "Take up what the last build kept",
            kept | {"restore-keys": "build-${{ hashFiles('*.lock') }}-"},
        ),
        ("publish.yml", "Keep what this build found out", kept),
    ]
    assert names.index("Hand the site to the deployment") < names.index("Keep what this build found out")
    assert jobs_of(ROOT / ".github" / "workflows" / "publish.yml")["build"]["if"] == "github.ref == 'refs/heads/main'"


def test_the_tool_of_the_article_workflow_comes_from_the_base_and_the_proposal_is_only_copied():
    steps = jobs_of(ROOT / ".github" / "workflows" / "article.yml")["check"]["steps"]
    checkouts = {
        step["with"]["path"]: step["with"].get("ref") for step in steps if "/checkout@" in step.get("uses", "")
    }
    of_proposal = [step["name"] for step in steps if "proposal" in step.get("run", "")]

    assert checkouts == {"tool": "${{ github.event.pull_request.base.sha }}", "proposal": None}
    assert of_proposal == [
        "Guard paths and modes",
        "Put the proposal's content beside the tool's settings",
        "Summarize",
    ]
    assert {step["working-directory"] for step in steps if "python" in step.get("run", "")} == {"tool"}


def test_the_guard_runs_before_anything_reads_the_proposal():
    steps = jobs_of(ROOT / ".github" / "workflows" / "article.yml")["check"]["steps"]

    assert [step["name"] for step in steps] == [
        "Check out the tool, from the base branch",
        "Check out the proposal, as data",
        "Install",
        "Guard paths and modes",
        "Put the proposal's content beside the tool's settings",
        "Check",
        "Summarize",
        "Build a preview, drafts included",
        "Refuse symbolic links",
        "Keep the preview",
    ]


@pytest.mark.parametrize(
    ("workflow", "job", "folder", "upload"),
    [
        ("publish.yml", "build", "_site", "Hand the site to the deployment"),
        ("article.yml", "check", "preview/_site", "Keep the preview"),
    ],
)
def test_the_site_is_searched_for_symbolic_links_before_the_upload(tmp_path, workflow, job, folder, upload):
    steps = jobs_of(ROOT / ".github" / "workflows" / workflow)[job]["steps"]
    names = [step["name"] for step in steps]
    refuse = steps[names.index("Refuse symbolic links")]["run"]
    site = tmp_path / folder
    site.mkdir(parents=True)

    clean = subprocess.run(["bash", "-e", "-c", refuse], cwd=tmp_path, check=False)
    (site / "secret").symlink_to("/dev/null")
    linked = subprocess.run(["bash", "-e", "-c", refuse], cwd=tmp_path, check=False, capture_output=True)

    assert names.index("Refuse symbolic links") < names.index(upload)
    assert (clean.returncode, linked.returncode) == (0, 1)
