"""Leaders behind a committee or a verb of hearing, and advisers of state bodies."""

from __future__ import annotations

import pytest

from helpers_find import find_in

CASES = {
    "behind a committee": ("会议由院党委陈立新书记主持。", {"陈立新"}),
    "behind a branch": ("县一中党总支王晓明副书记出席。", {"王晓明"}),
    "heard": ("代表们听取王建国省长的报告。", {"王建国"}),
    "deliberated": ("在审议赵国强市长政府工作报告时，代表发言热烈。", {"赵国强"}),
    "adviser": ("国家总督学顾问罗文斌，省教育学会会长王晓明作报告。", {"罗文斌", "王晓明"}),
    "a committee alone": ("工作由党委书记负责。", set()),
    "a firm's advice": ("聘请法律顾问开展普法。", set()),
    "a report heard": ("听取工作报告后，主任会议作了安排。", set()),
}


@pytest.mark.parametrize("name", CASES)
def test_who_is_named(name: str) -> None:
    sentence, expected = CASES[name]
    assert {m.text for m in find_in(sentence).mentions if m.type == "person"} == expected
