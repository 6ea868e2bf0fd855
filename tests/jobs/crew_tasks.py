"""Tasks for processes, in a module that they can import."""

import os
import time


def squared(number):
    """A task that ends in many ways: 3 kills its process, 4 never ends, all others are squared."""
    if number == 3:
        os._exit(1)
    if number == 4:
        time.sleep(600)
    return number * number


def home(number):
    """The process in which a task was done."""
    return os.getpid()
