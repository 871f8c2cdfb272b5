"""Opens what is a file, and nothing that would hang or never end in its place."""

import errno
import os
import stat


def regular(path: str, flags: int) -> int:
    """An opener for `open`: raises OSError for a pipe, a device or a directory, without waiting."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(errno.EINVAL, "it is a pipe, a device or a directory, no file", path)
