"""See to it that the browser tests have a browser: the one on the PATH, or a new one."""

import shutil
import subprocess
import sys

# Without windows and menus of its own the first one takes a third less of the processor.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


def on_path() -> str | None:
    """The browser on the PATH, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def main() -> None:
    if on_path():
        return
    playwright = [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]
    if subprocess.run(playwright).returncode == 0:
        return
    # Where Playwright's own download can't be reached, Debian's package may be.
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    subprocess.run(["apt-get", "install", "-y", "-qq", NAMES[0]], check=True)


if __name__ == "__main__":
    main()
