"""This is the moving part of the terminal: a bar for each step of a build that takes long."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn


class Bars:
    """The steps under way, one line each, on standard error until they are stopped."""

    def __init__(self) -> None:
        self._tasks: dict[str, TaskID] = {}
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(stderr=True, highlight=False),
        )
        self._progress.start()

    def show(self, step: str, done: int, total: int) -> None:
        """Show how far a step is; a step of a new name gets a line of its own."""
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(step, total=total)
        self._progress.update(self._tasks[step], completed=done, total=total)

    def stop(self) -> None:
        """Leave the bars as they are and let other words follow."""
        self._progress.stop()
