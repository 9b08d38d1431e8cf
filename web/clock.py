"""The day it is where the council is."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from assistant.pack import Pack


def today(pack: Pack) -> date:
    return datetime.now(ZoneInfo(pack.about.time_zone)).date()
