"""Sign-in links as addresses, printed and opened."""

from __future__ import annotations


def address_of(secret: str, address: str = "") -> str:
    """The address that signs in once: where the desk is served now, else where it would be by default."""
    from sarez.desk.home import Home
    from sarez.desk.serving import Place, served_at

    return f"{address or served_at(Home.of_environment()) or Place().address}/sign-in/{secret}"


def show_in_browser(address: str) -> bool:
    """Open an address in the browser of this desktop; whether there was one."""
    import os
    import sys
    import webbrowser

    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return False  # a browser in the terminal is not meant
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False
