"""People, their posts and the bodies these are held in, in sentences made for the purpose."""

from __future__ import annotations

import pytest

from helpers_names import People, mentions, params

CASES = [
    # the post before the name
    People("安义县教育局局长王立新出席会议。", ("王立新|局长|安义县教育局",)),
    People("江西师范大学教务处处长陈默介绍情况。", ("陈默|教务处处长|江西师范大学",)),
    People("南昌大学马克思主义学院院长刘一鸣作报告。", ("刘一鸣|马克思主义学院院长|南昌大学",)),
    People("横峰县委书记周建国调研春耕。", ("周建国|县委书记|横峰县",)),
    People("横峰县委常委、副县长吴晓梅到场祝贺。", ("吴晓梅|县委常委、副县长|横峰县",)),
    People("江山市委常委、副市长毛建平讲话。", ("毛建平|市委常委、副市长|江山市",)),
    People("安义中学校长万东旭致辞。", ("万东旭|校长|安义中学",), home="安义县"),
    People("省农业农村厅副厅长郑凯带队调研。", ("郑凯|副厅长|江西省农业农村厅",), home="江西省"),
    People("县委副书记、县长段志远主持会议。", ("段志远|县委副书记、县长|-",), home="安义县"),
    People("市公安局局长肖明参加仪式。", ("肖明|局长|漳州市公安局",), home="漳州市"),
    People("最高人民检察院第九检察厅副厅长李峰介绍了经验。", ("李峰|第九检察厅副厅长|最高人民检察院",)),
    People(
        "国务院总理李克强作报告。", ("李克强|总理|国务院",), wrong="a given name with a character that can begin a verb"
    ),
    People(
        "周口师范学院院长张宝强出席活动。",
        ("张宝强|院长|周口师范学院",),
        wrong="a given name with a character that can begin a verb",
    ),
    People(
        "民政局局长赵国应走访困难群众。",
        ("赵国应|局长|安义县民政局",),
        home="安义县",
        wrong="a given name with a character that can begin a verb",
    ),
    People("红岭学校教师李想代表新教师发言。", ("李想|教师|红岭学校",), wrong="a post the list lacks (教师)"),
    People("新平一中语文教师李春芽说，孩子们变了。", ("李春芽|语文教师|新平一中",)),
    People(
        "铁岭市人民检察院党组书记、检察长李元走进校园。",
        ("李元|党组书记、检察长|铁岭市人民检察院",),
        wrong="a verb behind the name that the list lacks",
    ),
    People(
        "晋江市人民法院安海法庭庭长蔡鸿铭受聘。",
        ("蔡鸿铭|安海法庭庭长|晋江市人民法院",),
        wrong="a post the list lacks (庭长)",
    ),
    People("由民盟中央副主席徐朗带队。", ("徐朗|民盟中央副主席|-",)),
    People(
        "华东师范大学教授郑可为、陕西师范大学教授何晓棠先后授课。",
        ("郑可为|教授|华东师范大学", "何晓棠|教授|陕西师范大学"),
    ),
    People("陕西理工大学副校长田季和带队走访。", ("田季和|副校长|陕西理工大学",)),
    People(
        "实验学校请来信阳师范大学物理专家朱砚秋教授坐诊。",
        ("朱砚秋|物理专家|信阳师范大学",),
        wrong="a title behind the name joined to the post before it",
    ),
    People("达川区委教育工委专职副书记唐岚前往看望。", ("唐岚|专职副书记|达川区委教育工委",)),
    People(
        "杭州师范大学经亨颐教育学院副院长项知微授课。",
        ("项知微|经亨颐教育学院副院长|杭州师范大学",),
        wrong="经 of a name read as a preposition",
    ),
    People(
        "西南财经大学经济学院院长易敏陪同。",
        ("易敏|经济学院院长|西南财经大学",),
        wrong="经 of a name read as a preposition",
    ),
    People(
        "石鼻镇中心小学校长闵雪梅介绍了做法。",
        ("闵雪梅|校长|安义县石鼻镇中心小学",),
        before="安义县石鼻镇中心小学去年建成。",
    ),
    # the post behind the name
    People("李志刚教授作了专题讲座。", ("李志刚|教授|-",)),
    People("王文森处长到会祝贺。", ("王文森|处长|-",)),
    People("省教育厅高教处王文森处长讲话。", ("王文森|处长|湖北省教育厅高教处",), home="湖北省"),
    People("由赵敏同志兼任办公室主任。", ("赵敏|-|-",), wrong="a preposition read as a post"),
    People("江西师范大学胡国柱教授、程明老师到场。", ("胡国柱|教授|江西师范大学", "程明|老师|江西师范大学")),
    # lists that carry the body over
    People(
        "江西师范大学党委书记黄河清，校长梅国辉出席。", ("黄河清|党委书记|江西师范大学", "梅国辉|校长|江西师范大学")
    ),
    People(
        "安义县教体局局长杨帆、副局长魏红，教研员鲁静参加。",
        ("杨帆|局长|安义县教体局", "魏红|副局长|安义县教体局", "鲁静|教研员|安义县教体局"),
    ),
    People(
        "西安文理学院党委书记罗开元，校长孟致远，党委副书记向红缨看望师生。",
        ("罗开元|党委书记|西安文理学院", "孟致远|校长|西安文理学院", "向红缨|党委副书记|西安文理学院"),
        wrong="a verb behind the name that the list lacks",
    ),
    People(
        "浙江师范大学党委副书记赖永康,副校长楼心怡,江山市委常委、副市长毛建平参加。",
        ("赖永康|党委副书记|浙江师范大学", "楼心怡|副校长|浙江师范大学", "毛建平|市委常委、副市长|江山市"),
        wrong="a family name the list lacks (楼)",
    ),
    People(
        "延安大学副校长白向川，子长市委常委、宣传部部长冯雪签字。",
        ("白向川|副校长|延安大学", "冯雪|市委常委、宣传部部长|子长市"),
        wrong="宣传部 before 部长 read as a name",
    ),
    People(
        "上海市教师教育学院陈晓和上海市教师教育学院张怀远等专家授课。",
        ("陈晓|-|上海市教师教育学院", "张怀远|-|上海市教师教育学院"),
    ),
    People(
        "安义县副县长余敏、县教体局局长杨帆一同察看。", ("余敏|副县长|安义县", "杨帆|局长|安义县教体局"), home="安义县"
    ),
    People(
        "吉州区教体局副局长李建军，石阳小学党总支书记晏桂香出席。",
        ("李建军|副局长|吉州区教体局", "晏桂香|党总支书记|石阳小学"),
        wrong="支书 found inside 总支书记",
    ),
    People("副州长周述、余桂芬参加座谈。", ("周述|副州长|-", "余桂芬|副州长|-")),
    # writing
    People("县教育局局长李　明讲话。", ("李明|局长|安义县教育局",), home="安义县", wrong="a space inside the name"),
    People("县教育局局长李 明讲话。", ("李明|局长|安义县教育局",), home="安义县", wrong="a space inside the name"),
    People("县长 闫向东", ("闫向东|县长|-",), home="高阳县"),
    People("安义县教育局局长欧阳修远致辞。", ("欧阳修远|局长|安义县教育局",)),
    People("南昌大学副校长上官云珠主持。", ("上官云珠|副校长|南昌大学",)),
    People(
        "和田地区教育局副局长买买提·艾力介绍情况。",
        ("买买提·艾力|副局长|和田地区教育局",),
        wrong="a dotted name whose first part begins with no family name",
    ),
    People(
        "凉山州委副书记苏嘎尔布参加座谈。",
        ("苏嘎尔布|州委副书记|凉山彝族自治州",),
        wrong="a minority name without a dot",
    ),
    People("**安义县教育局局长王立新**出席。", ("王立新|局长|安义县教育局",)),
    People("江西师范大学副校长涂宗\n\n明出席。", ("涂宗明|副校长|江西师范大学",), wrong="a name broken across lines"),
    # studios and lists of members
    People("黄加荣名师工作室开展送教。", ("黄加荣|-|-",), wrong="a given name with a character that can begin a verb"),
    People("陈立民名校长工作室揭牌。", ("陈立民|-|-",)),
    People("依托“徐晓丽名班主任工作室”开展研修。", ("徐晓丽|-|-",)),
    People(
        "成立安义县乡村振兴工作领导小组，组长：丛立群；副组长：冯雅琴、滕海峰；成员：于占江、尤丽梅。",
        (
            "丛立群|组长|安义县乡村振兴工作领导小组",
            "冯雅琴|副组长|安义县乡村振兴工作领导小组",
            "滕海峰|副组长|安义县乡村振兴工作领导小组",
            "于占江|成员|安义县乡村振兴工作领导小组",
            "尤丽梅|成员|安义县乡村振兴工作领导小组",
        ),
        wrong="the body of a membership list",
    ),
    People(
        "组  长：王  磊  县教育局局长\n副组长：刘振国  县教育局副局长\n成  员：孙建华  县第一中学校长",
        (
            "王磊|组长|安义县乡村振兴工作领导小组",
            "刘振国|副组长|安义县乡村振兴工作领导小组",
            "孙建华|成员|安义县乡村振兴工作领导小组",
        ),
        home="安义县",
        before="成立安义县乡村振兴工作领导小组，组成人员如下：",
        wrong="the body of a membership list",
    ),
    # who speaks again without a post
    People(
        "县教体局局长黄汉波出席。黄汉波指出，要抓好落实。",
        ("黄汉波|局长|安义县教体局", "黄汉波|-|-"),
        home="安义县",
        wrong="a person named before who speaks again without a post",
    ),
    People("大四学生田雨禾告诉记者，她想留下来。", ("田雨禾|大四学生|-",)),
    # nobody
    People("校长高度重视，书记亲自部署。"),
    People("由办公室主任安排车辆。"),
    People("实施书记项目，开展局长带队接访。"),
    People("让课堂更加高大上，组织周周有约活动。"),
    People("县长办公会议研究同意，市长热线全天开通。"),
    People("今年带动建成名师工作室13个，建成县级名师工作室20个。"),
    People("主任医师和副主任医师轮流坐诊。"),
    People("书记、校长上讲台成为常态。"),
    People("应国家主席邀请，代表团来访。", wrong="应 read as a family name"),
    People("教师应当接受培训，校长应带头听课。"),
    People("院长任期三年，处长由选举产生。"),
    People("局长和副局长各负其责，科长以上干部参加。"),
    People("师范生顶岗实习，老师们扫一扫即可报名。"),
    People("学校主任王牌课程受欢迎。"),
    People("全体教师向先进同志学习，老同志发挥余热。"),
    People("教研员通过成绩单找问题，班主任温馨提示。", wrong="an ordinary word behind a post read as a name"),
    People("书记安心、校长放心、家长舒心。"),
    People("组长单位、副组长单位各派一人。"),
    People("成员单位：发改、财政、民政、水利。"),
    People("县委书记、县长双组长制。"),
    People("主任于五月到任，校长方能签字。", wrong="an ordinary word behind a post read as a name"),
    People(
        "省教育厅高教处处长向与会代表介绍情况。", home="湖北省", wrong="an ordinary word behind a post read as a name"
    ),
    People("△副区长熊红艳出席仪式并揭牌。", ("熊红艳|副区长|-",), wrong="a bullet mark taken into the post"),
    People(
        "受区教科局局长侯四方委托前往看望。",
        ("侯四方|局长|达川区教科局",),
        home="达川区",
        wrong="a verb behind the name that the list lacks",
    ),
    People(
        "市委常委、常务副市长张利锋汇报了情况。",
        ("张利锋|市委常委、常务副市长|-",),
        home="晋城市",
        wrong="a verb behind the name that the list lacks",
    ),
    People("最高检检察长张军到北京二中讲课。", ("张军|检察长|最高检",)),
    People(
        "常务副院长骆启桂、副院长吴绍和到会。",
        ("骆启桂|常务副院长|-", "吴绍和|副院长|-"),
        wrong="a given name with a character that can begin a verb",
    ),
    People(
        "石阳小学党总支书记闵桂香、岔路口小学校长陈予娟出席。",
        ("闵桂香|党总支书记|石阳小学", "陈予娟|校长|岔路口小学"),
        wrong="支书 found inside 总支书记",
    ),
]


@pytest.mark.parametrize("case", params(CASES))
def test_people(case: People) -> None:
    found = [
        f"{m.name}|{m.role or '-'}|{m.org or '-'}"
        for m in mentions(case.text, case.home, before=case.before)
        if m.type == "person"
    ]
    assert found == list(case.wanted)
