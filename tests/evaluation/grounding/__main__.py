"""`python -m tests.evaluation.grounding`: measures the check over real answers, and writes the table that is kept.

`--failures` lists what came out wrong of the open sets; of the set held out only totals are ever shown.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from assistant.loading import load
from tests.conftest import LANCASHIRE
from tests.evaluation.grounding.answers import answers, brief_of, lines
from tests.evaluation.grounding.measuring import measure, share

TABLE = Path(__file__).with_name("measured.json")


def main() -> None:
    pack = load(LANCASHIRE)
    measured = measure(pack, lines([brief_of(answer) for answer in answers(pack)]))
    table = measured.table()
    rows = ",\n".join(
        f"  {json.dumps(name)}: {{\n"
        + ",\n".join(f"    {json.dumps(kind)}: {row}" for kind, row in kinds.items())
        + "\n  }"
        for name, kinds in table.items()
    )
    TABLE.write_text(f"{{\n{rows}\n}}\n", encoding="utf-8")
    for name, kinds in table.items():
        right, among = share(kinds)
        sys.stdout.write(f"{name}: {right} of {among} ({right / among:.1%})\n")
        for kind, (count, all_of_it) in kinds.items():
            sys.stdout.write(f"  {kind}: {count} of {all_of_it}\n")
    if "--failures" in sys.argv:
        sys.stdout.writelines(f"{kind} | {said}\n" for kind, said in measured.wrong)


if __name__ == "__main__":
    main()
