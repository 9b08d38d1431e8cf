"""Periods as the policy writes them ("5 working days", "48 hours", "3 months"), and counting them on a calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, Self, get_args

from dateutil.relativedelta import relativedelta
from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from assistant.working_days import Calendar, Count

HOURS_A_DAY = 24
Unit = Literal["hours", "working days", "days", "weeks", "months", "years"]
_FORM = re.compile(rf"^(\d+) ({'|'.join(unit + '?' for unit in get_args(Unit))})$")


@dataclass(frozen=True, slots=True)
class Period:
    number: int
    unit: Unit

    @classmethod
    def read(cls, raw: Any) -> Self:
        """From "5 working days". Raises ValueError for a period without its unit."""
        if isinstance(raw, cls):
            return raw
        match = _FORM.match(raw) if isinstance(raw, str) else None
        if not match:
            raise ValueError("a period is a number and a unit, such as: 5 working days")
        return cls(int(match[1]), match[2].removesuffix("s") + "s")  # type: ignore[arg-type]

    def __str__(self) -> str:
        return f"{self.number} {self.unit.removesuffix('s') if self.number == 1 else self.unit}"

    def after(self, day: date, calendar: Calendar | None = None) -> Count:
        """Counted on from `day`. Only working days need a calendar.

        Of hours, begun days are rounded to the earlier date: a day too early harms nobody.
        """
        return self._count(day, calendar, 1)

    def before(self, day: date, calendar: Calendar | None = None) -> Count:
        return self._count(day, calendar, -1)

    def _count(self, day: date, calendar: Calendar | None, sign: int) -> Count:
        number = sign * self.number
        match self.unit:
            case "working days":
                if calendar is None:
                    raise ValueError("working days need a calendar")
                return calendar.add(day, number)
            case "hours":
                return Count(day, day + timedelta(days=number // HOURS_A_DAY), ())
            case "days":
                return Count(day, day + timedelta(days=number), ())
            case "weeks":
                return Count(day, day + timedelta(weeks=number), ())
            case "months":
                return Count(day, day + relativedelta(months=number), ())
            case "years":
                return Count(day, day + relativedelta(years=number), ())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )
