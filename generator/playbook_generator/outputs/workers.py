"""Processes that build languages side by side, one for each.

They end with the process that started them, however that ends, and leave Ctrl-C to it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Generic, ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Workers(Generic[P, T]):
    """A process a language, each for the work of that language alone; they start when they are first asked."""

    def __init__(self, work: Callable[P, T]) -> None:
        self._work = work
        self._processes: dict[str, ProcessPoolExecutor] = {}

    def start(self, language: str, *arguments: P.args, **options: P.kwargs) -> Future[T]:
        """Let the process of a language do the work, after all that it was asked before."""
        if language not in self._processes:
            context = get_context("spawn")
            self._processes[language] = ProcessPoolExecutor(1, mp_context=context, initializer=_follow)
        return self._processes[language].submit(self._work, *arguments, **options)

    def close(self) -> None:
        """End the processes when their work is done; others start if there is more."""
        for process in self._processes.values():
            process.shutdown()
        self._processes.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _follow() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(0)
