"""What can stand in the way of the index, said in words that hold no path and nothing anyone typed."""


class IndexUnusable(Exception):
    """An index that is missing, damaged, or another than was asked for."""


class ModelUnusable(Exception):
    """An embedding model that is missing, or whose files are not the ones that were looked at."""


def in_words(error: Exception) -> str:
    """Say what went wrong, for a status page: libraries put paths into their messages, so only ours are repeated."""
    if isinstance(error, IndexUnusable | ModelUnusable):
        return str(error)
    if "disk is full" in str(error):  # SQLite's words
        return "No space left on device"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"the index could not be built or opened ({type(error).__name__})"
