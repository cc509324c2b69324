"""Traps of official prose: what must be found in spite of its looks, and what must not be found because of them.

``FOUND`` names finds that must be there, as ``kind:words``; ``NOT_FOUND`` names the words on which no find of these
kinds may lie. Kinds: ``date``, ``quantity``, ``citation`` and the types of mentions. The sentences stand in a notice of
20 May 2024 of a province that does not exist.
"""

from __future__ import annotations

from datetime import date

import pytest

from helpers_find import Finds, cases, find_in, known

# (id, sentence, finds)
LAYOUT = [
    (
        "spaces-in-numbers",
        "全年编印专报第 12 期，受训 47 名骨干，超过 260 人次受益。",
        "quantity:47 名 quantity:超过 260 人次",
    ),
    ("spaces-in-date", "会议定于2024 年 6 月 3 日召开。", "date:2024 年 6 月 3 日"),
    ("break-in-word", "由3名分管站\n\n长带队，走访农户86户。", "quantity:3名 quantity:86户"),
    ("bold-numbers", "**近300名**农技员参加，共**24场**。", "quantity:近300名 quantity:24场"),
    ("odd-bold-mark", "共建**12个站点，覆盖**9个村。", "quantity:12个 quantity:9个"),
    ("ascii-punctuation", "全县共(含代管)52个村,其中8个已脱贫.", "quantity:52个 quantity:8个"),
    ("tilde-range", "每周下沉1~2天。", "quantity:1~2天"),
    ("hyphen-range", "打造3-5个示范点。", "quantity:3-5个"),
    ("dash-days", "6月3—7日集中轮训。", "date:6月3—7日"),
    ("dash-school-year", "2023—2024学年度开展结对。", "date:2023—2024学年度"),
    ("dash-months", "2023年12月—2026年8月为实施阶段。", "date:2023年12月—2026年8月"),
    ("number-and-break", "推荐1名\n\n镇级协调员，报送材料6份。", "quantity:1名 quantity:6份"),
    ("brackets-in-noun", "全省17个试点县（市、区）全部挂牌。", "quantity:17个"),
    ("comma-list", "建立了“三个平台”，即供销平台，物流平台，信息平台，另设4个服务点。", "quantity:4个"),
    ("quotes-around-programme", "为“暖冬行动”安排专项资金85万元。", "quantity:85万元"),
    ("fullwidth-digits", "新增床位３２０张，增长５．６％。", "quantity:３２０张 quantity:５．６％"),
]
WORDS = [
    ("two-batches", "两批学员结业。", "quantity:两批"),
    ("noun-with-brackets", "培训校（园）长35名、党组织书记（校长）20名。", "quantity:35名 quantity:20名"),
    ("two-places", "两所医院与四家企业签约。", "quantity:两所 quantity:四家"),
    ("closed-list", "云顶村、石桥村、白沙村等3个村率先完成。", "quantity:3个"),
    ("about-tail", "百余名志愿者上门服务。", "quantity:百余名"),
    ("ten-odd", "涵盖十余个工种。", "quantity:十余个"),
    ("teens", "十几名技术员驻点指导。", "quantity:十几名"),
    ("distributive-each", "各村均建成1个图书角。", "quantity:1个"),
    (
        "as-of-mid-sentence",
        "截至目前，召开例会6次，走访93次，化解矛盾120余件。",
        "date:截至目前 quantity:6次 quantity:93次 quantity:120余件",
    ),
    ("two-of-which", "选派干部31名，其中驻村26名、挂职5名。", "quantity:31名 quantity:26名 quantity:5名"),
    ("per-unit", "对每个县级示范社给予了20万元补助。", "quantity:20万元"),
    ("at-least-share", "参保率不低于95%，其中重点人群达到98%以上。", "quantity:不低于95% quantity:98%以上"),
    ("comparison", "优良天数达到330天，优于上年。", "quantity:330天"),
    ("first-batch-each", "首批互派3名骨干，为期一年。", "quantity:3名 quantity:一年"),
    ("deadline-done", "2023年底前清零，这一步已完成。", "date:2023年底前"),
    (
        "year-so-far",
        "今年以来，培训62场；一年来，受益群众4000人次。",
        "date:今年以来 quantity:62场 date:一年来 quantity:4000人次",
    ),
    ("points", "同比提高2.4个百分点。", "quantity:2.4个百分点"),
    ("tenths", "六成五的受访者表示满意。", "quantity:六成五"),
    ("half-tenth", "不良率下降半成。", "quantity:半成"),
    ("discount", "对困难户实行八折优惠。", "quantity:八折"),
    ("one-third", "三分之一以上的村建有驿站。", "quantity:三分之一以上"),
    ("mixed-numeral", "补栽苗木2万1千株。", "quantity:2万1千株"),
    ("mixed-vague", "服务群众3.5万余人次。", "quantity:3.5万余人次"),
    ("financial", "核定补偿款人民币伍拾万元整。", "quantity:伍拾万元"),
    ("small-change", "每斤收购价2元5角。", "quantity:2元5角"),
    ("foreign-money", "吸引外资1.2亿美元。", "quantity:1.2亿美元"),
    ("thousand-separator", "直接惠及12,860人。", "quantity:12,860人"),
    ("shared-unit", "分别新建3、5、8所幼儿园。", "quantity:3 quantity:5 quantity:8所"),
    ("shared-money", "两地分别投入120、80万元。", "quantity:120 quantity:80万元"),
    ("minus-percent", "降雨距平为-12.5%。", "quantity:-12.5%"),
    ("area-unit", "流转耕地3.2万亩、林地1200公顷。", "quantity:3.2万亩 quantity:1200公顷"),
    ("power-unit", "并网光伏45万千瓦。", "quantity:45万千瓦"),
    ("energy-unit", "节电280万千瓦时。", "quantity:280万千瓦时"),
    ("length-unit", "硬化道路18.6公里。", "quantity:18.6公里"),
    ("weight-unit", "收储早稻6.4万吨。", "quantity:6.4万吨"),
    ("between", "单价在30元和50元之间。", "quantity:30元和50元"),
    ("year-and-half", "工期为两年半。", "quantity:两年半"),
    ("half-day", "每周安排半天集中学习。", "quantity:半天"),
    ("doubling", "产值力争翻两番。", "quantity:两番"),
    ("times", "订单量是上年的3.2倍。", "quantity:3.2倍"),
]
DATES = [
    ("quarter", "2024年一季度开工。", "date:2024年一季度"),
    ("first-quarters", "前三季度完成投资。", "date:前三季度"),
    ("tendays", "6月上旬启动普查。", "date:6月上旬"),
    ("plan", "“十四五”期间新增床位。", "date:“十四五”期间"),
    ("from-day", "自2024年7月1日起施行。", "date:2024年7月1日起"),
    ("two-digit", "98年4月建库。", "date:98年4月"),
    ("han-digits", "二〇二四年五月六日印发。", "date:二〇二四年五月六日"),
    ("slashes", "更新日期2024/5/6。", "date:2024/5/6"),
    ("dots", "填表日期2024.5.6。", "date:2024.5.6"),
    ("days-list", "3月1日、5日、9日分三场举行。", "date:3月1日 date:5日 date:9日"),
    ("years-list", "2021、2022年连续增长。", "date:2021 date:2022年"),
    ("next-year", "2023年试点，次年推开。", "date:2023年 date:次年"),
    ("same-period", "比去年同期增长6%。", "date:去年同期 quantity:6%"),
    ("this-month", "本月底前报送。", "date:本月底前"),
    ("decade", "20世纪80年代建成的水渠。", "date:20世纪80年代"),
    ("week", "下周三召开调度会。", "date:下周三"),
    ("cross-granularity", "2022年11月至去年3月分批实施。", "date:2022年11月至去年3月"),
    ("year-inside", "年内完成改造。", "date:年内"),
    ("future-years", "未来三年投入5亿元。", "date:未来三年 quantity:5亿元"),
    ("iso-with-clock", "发布于2024-05-06 09:30。", "date:2024-05-06 09:30"),
]
NAMES = [
    ("school-of-university", "走进江西师大附中新城分校听课。", "school:江西师大附中新城分校"),
    ("old-school-name", "石桥镇洛阳高小与县实验小学结对。", "school:石桥镇洛阳高小"),
    ("normal-universities", "赣南师范大学、南昌师范学院共同承担。", "university:赣南师范大学 university:南昌师范学院"),
    ("person-without-post", "邀请上海市教师教育学院韩雪莉和李明远等专家授课。", "person:韩雪莉"),
    ("university-in-city", "九江学院选派师生支教。", "university:九江学院"),
    ("university-on-hill", "井冈山大学与当地签约。", "university:井冈山大学"),
    ("district-and-city", "萍乡市湘东区开展帮扶。", "region:萍乡市 region:湘东区"),
    ("county-with-qu", "赣州市赣县区召开现场会。", "region:赣州市 region:赣县区"),
    ("zone", "南昌高新区新设站点。", "region:南昌 region:高新区"),
    ("province-agency", "省教育厅宣传处派员指导。", "agency:省教育厅宣传处"),
    ("county-agency", "安义县教体局印发清单。", "region:安义县 agency:安义县教体局"),
    ("two-people", "党委书记郑国梁，校长何小满出席。", "person:郑国梁 person:何小满"),
    ("bare-people", "区人大常委会主任陆春来、区政协主席沈有田参加。", "person:陆春来 person:沈有田"),
    ("short-city-before-shared-name", "专家组赴深圳南山区考察。", "region:深圳 region:南山区"),
    ("city-unaided", "大同市召开推进会。", "region:大同市"),
    ("city-unaided-2", "专家组赴赤壁市调研。", "region:赤壁市"),
    ("region-in-agency", "长沙市财政局拨付经费。", "region:长沙市 agency:长沙市财政局"),
    ("character-place", "经验交流会在南昌市召开，与会代表在昌考察。", "region:南昌市 region:昌"),
    ("chain", "湖南省长沙市浏阳市三地联动。", "region:湖南省 region:长沙市 region:浏阳市"),
]
TITLES = [
    (
        "number-in-title",
        "按《关于印发〈春耕方案〉的通知（云农字〔2023〕12号）》执行。",
        "citation:《关于印发〈春耕方案〉的通知（云农字〔2023〕12号）》",
    ),
    ("trial-outside", "执行《村级站点考核办法》（试行）。", "citation:《村级站点考核办法》"),
    (
        "number-behind",
        "根据《促进就业意见》（云政办发〔2022〕7号）制定。",
        "citation:《促进就业意见》（云政办发〔2022〕7号）",
    ),
]
# (id, sentence, kinds, words that are none of them)
NO_NUMBERS = [
    ("list-markers", "一是压实责任。二是强化保障。", "quantity date", "一是"),
    ("list-markers-yao", "一要抓早，二要抓实。", "quantity date", "二要"),
    ("article-yi", "建成一批示范点，形成一套机制。", "quantity", "一批"),
    ("adverb-yi", "进一步优化流程。", "quantity date", "一步"),
    ("unify-time", "实行统一时间、统一标准。", "date quantity", "一时"),
    ("unify-score", "统一分析、统一阅卷。", "date quantity", "一分"),
    ("three-points", "明确三点共同职责。", "date", "三点"),
    ("issue-number", "印发第13期简报。", "quantity", "13期"),
    ("rank", "三级联动推进。", "quantity", "三级"),
    ("second-college", "二级学院派员参加。", "quantity", "二级"),
    ("two-levels", "市县两级联动推进。", "quantity", "两级"),
    ("number-seven", "第7号公告即日生效。", "date quantity", "7号"),
    ("mobile-generation", "4/5G网络全覆盖。", "quantity date", "4/5G"),
    ("open-list", "由人事、基建、会计中心等部门组成。", "quantity", "等部门"),
    ("slogan-quoted", "落实“五个一批”要求。", "quantity", "五个"),
    ("slogan-steps", "实施“三步走”战略。", "quantity", "三步"),
    ("slogan-formula", "构建“1+1+N”机制。", "quantity date", "1+1+N"),
    ("one-school-one-plan", "坚持一校一策。", "quantity", "一校一策"),
    ("step-years", "一年打基础、两年上台阶、三年见成效。", "quantity date", "两年"),
    ("three-d", "引进3D打印设备。", "quantity date", "3D"),
    ("five-g", "推广5G应用。", "quantity date", "5G"),
    ("troop", "建强人才队伍。", "quantity", "伍"),
    ("hundred-ways", "千方百计稳就业。", "quantity", "千方百计"),
    ("century-plan", "教育是百年大计。", "quantity date", "百年"),
    ("both-sides", "双方就合作达成共识。", "quantity", "双方"),
    ("third-party", "签订三方协议。", "quantity", "三方"),
    ("front-line", "干部下沉一线。", "quantity", "一线"),
    ("first-class", "建设一流营商环境。", "quantity", "一流"),
    ("series", "出台一系列举措。", "quantity", "一系列"),
    ("top-ten", "评选十佳农技员。", "quantity", "十佳"),
    ("party-congress", "学习省第十二次党代会精神。", "quantity date", "十二次"),
    ("first-meeting", "召开第一次联席会议。", "quantity", "一次"),
    ("second-hand", "整治二手车市场。", "quantity", "二手"),
    ("phone", "咨询电话：0797-8123456。", "quantity date", "0797-8123456"),
    ("mobile", "联系人手机13800001234。", "quantity date", "13800001234"),
    ("postcode", "邮编：341000。", "quantity date", "341000"),
    ("web-spam", "188体育365官网注册送彩金。", "quantity date", "188"),
    ("visits", "访问量：28456次", "quantity", "28456次"),
    ("attachment", "见附件2。", "quantity date", "2"),
    ("room", "地点：行政楼3号楼205室。", "quantity date", "205"),
    ("class-year", "2023级学员结业。", "date quantity", "2023级"),
    ("version", "系统升级到2.0版。", "quantity date", "2.0"),
    ("standard", "执行GB/T 9704-2012标准。", "quantity date", "9704-2012"),
    ("ip", "服务器地址192.168.10.5。", "quantity date", "192.168.10.5"),
    ("code", "项目编号2024-0315-07。", "quantity", "0315"),
    ("highway", "改造102国道。", "quantity date", "102"),
    ("flight", "乘坐G1382次列车。", "quantity date", "1382"),
    ("anniversary", "庆祝建站60周年。", "quantity date", "60周年"),
    ("anniversary-party", "纪念建党100周年。", "quantity date", "100周年"),
    ("one-two-nine", "开展“一二·九”活动。", "date quantity", "一二·九"),
    ("five-four", "评选五四青年奖章。", "date quantity", "五四"),
    ("hot-line", "拨打12345热线。", "quantity date", "12345"),
    ("some", "解决若干问题。", "quantity", "若干"),
    ("tens", "出动车辆数十台。", "quantity", "数十"),
    ("several", "走访了几个村。", "quantity", "几个"),
    ("origami", "开设手工折纸课。", "quantity", "折"),
    ("setback", "历经三折九曲。", "quantity", "三折"),
    ("company", "云岭三一机械公司投产。", "quantity", "三一"),
    ("two-sessions", "两会期间加强值守。", "quantity", "两会"),
    ("tv-hours", "实行24小时值班制度。", "date", "24小时"),
    ("nine-year", "巩固九年义务教育。", "quantity date", "九年"),
    ("four-seasons", "一年四季有活动。", "quantity date", "一年四季"),
    ("quarter-circle", "建设一刻钟便民圈。", "quantity date", "一刻钟"),
    ("ratio-classes", "推行“135”工作法。", "quantity", "135"),
    ("bookcase", "农家书屋上架新书。", "quantity date", "书屋"),
]
NO_DATES = [
    ("rate-month", "每月调度一次。", "date", "每月"),
    ("rate-year-month", "每年9月组织体检。", "date", "每年9月"),
    ("rate-week", "每周三下午集中学习。", "date", "周三"),
    ("weekday-range", "周一至周五正常办公。", "date", "周一至周五"),
    ("weekday-name", "打造“星期六课堂”。", "date", "星期六"),
    ("weekday-fixed", "星期三固定开展例会。", "date", "星期三"),
    ("lately", "近年来，产业稳步发展。", "date", "近年来"),
    ("now", "目前，工程进展顺利。", "date", "目前"),
    ("duration-years", "服务期为三年。", "date", "三年"),
    ("duration-days", "公示期5日。", "date", "5日"),
    ("within-days", "自受理之日起15日内答复。", "date", "15日内"),
    ("three-months", "试用3个月。", "date", "3个月"),
    ("after-condition", "满两年后可以申请转岗。", "date", "两年后"),
    ("acquired", "先天禀赋与后天努力并重。", "date", "后天"),
    ("headline", "今日头条号同步推送。", "date", "今日"),
    ("quiet", "服务十分周到细致。", "date", "周"),
    ("surroundings", "整治校园周边环境。", "date", "周边"),
    ("weekend-class", "开设周末学堂。", "date", "周末"),
    ("week-magazine", "订阅半月谈杂志。", "date", "半月"),
    ("later-stage", "做好后期管护。", "date", "后期"),
    ("holidays", "寒暑假正常开放。", "date", "寒暑假"),
    ("month-salary", "月薪按时发放。", "date", "月薪"),
    ("moon", "举办赏月活动。", "date quantity", "月"),
    ("march-name", "三月三山歌会。", "quantity", "三月三"),
    ("new-century", "新世纪大酒店承办。", "date", "新世纪"),
    ("middle-age", "关心中年教师。", "date quantity", "中年"),
    ("spring", "宜春市推进改革。", "date", "春"),
    ("annual", "年度考核优秀。", "date", "年度"),
    ("year-round", "常年驻守山区。", "date", "常年"),
    ("initial", "2020年初步建成体系。", "date", "初步"),
    ("programme-year", "“国培计划（2023）”顺利实施。", "date", "2023"),
    ("number-year", "依据云教字〔2022〕7号执行。", "date quantity", "〔2022〕7号"),
    ("title-year", "落实《2023年工作要点》。", "date", "2023年"),
    ("clock-only", "上午9点签到。", "date quantity", "9点"),
    ("day-and-night", "日夜奋战保供水。", "date", "日夜"),
    ("month-of-age", "为6月龄婴儿接种。", "date", "6月"),
    ("single-day", "单日客流创新高。", "date", "单日"),
    ("years-old", "资助18岁以下儿童。", "date", "18岁"),
    ("recruit", "“00后”返乡创业。", "date quantity", "00后"),
    ("section-number", "见本规范3.1.2条。", "date", "3.1.2"),
    ("score-line", "比分定格在3-2。", "date", "3-2"),
    ("method-13-10", "推行1-3-10应急机制。", "date quantity", "1-3-10"),
]
NO_NAMES = [
    ("complete-county", "完成县级验收。", "region", "成县"),
    ("cooperate-market", "加强合作市场建设。", "region", "合作市"),
    ("resource", "推进资源共享。", "region", "资源"),
    ("peace", "共建和平家园。", "region", "和平"),
    ("development-zone-common", "各开发区抓好落实。", "region", "开发区"),
    ("our-county", "我县高度重视。", "region", "我县"),
    ("whole-region", "全区上下一心。", "region", "全区"),
    ("county-area", "发展县域经济。", "region", "县域"),
    ("urban-rural", "统筹城乡发展。", "region", "城乡"),
    ("go-home", "支持青年返乡创业。", "region", "返乡"),
    ("river-bank", "沿黄河两岸造林。", "region", "黄河"),
    ("silk-road", "弘扬丝路精神。", "region", "丝路"),
    ("clear-river", "整治清河行动全面铺开。", "region", "清河"),
    ("public-security", "公安机关加强巡逻。", "region", "公安"),
    ("unity", "加强民族团结进步教育。", "region", "团结"),
    ("long-term", "建立长治长效机制。", "region", "长治"),
    ("sunlight", "阳光采购全程留痕。", "region", "阳光"),
    ("new-city", "建设新城片区。", "region", "新城"),
    ("city-district-word", "优化市区路网。", "region", "市区"),
    ("mountain-area", "支援山区教育。", "region", "山区"),
    ("beef", "东北大米畅销。", "university", "东北大"),
    ("college-students", "引导大学生就业。", "university", "大学"),
    ("old-age-university", "办好老年大学。", "university", "老年大学"),
    ("universities", "与高校合作共建。", "university school", "高校"),
    ("press", "由云岭大学出版社出版。", "university", "云岭大学"),
    ("hospital-of-university", "南昌大学第一附属医院义诊。", "university", "南昌大学"),
    ("big-learning", "开展大学习大讨论。", "university", "大学"),
    ("school-class", "各中小学幼儿园抓好落实。", "school", "中小学幼儿园"),
    ("experiment-class", "开办实验班。", "school", "实验班"),
    ("brackets-of-subjects", "统筹文科（语外史）、理科（数理化）教师。", "region school person agency", "语外史"),
    ("breadcrumb", "您当前所在位置：首页>政务公开>通知公告", "region school agency", "首页"),
    ("primary-stage", "小学阶段减负提质。", "school", "小学"),
    ("this-school", "该校师生踊跃参加。", "school university", "该校"),
    ("relevant", "有关部门密切配合。", "agency", "有关部门"),
    ("leading-group", "成立领导小组。", "agency", "领导小组"),
    ("office-bare", "办公室设在村委会。", "agency", "办公室"),
    ("education-bureau-class", "县级教育行政部门负责监管。", "agency", "教育行政部门"),
    ("agency-in-title", "印发《省教育厅工作规则》。", "agency", "省教育厅"),
    ("committee-verb", "委员会审议通过章程。", "agency", "委员会"),
    ("comrades", "负责同志出席会议。", "person", "负责同志"),
    ("secretary-class", "村党支部书记带头示范。", "person", "带头"),
    ("teacher-title", "高级教师占比提高。", "person", "占比"),
    ("principal-duty", "校长要深入课堂听课。", "person", "要深入"),
    ("director-verb", "主任任组长，统筹推进。", "person", "任组长"),
    ("tall", "聚焦高大上项目。", "person", "高大上"),
    ("scan", "扫一扫关注公众号。", "person quantity", "扫一扫"),
    ("weekly", "开展“周周有约”活动。", "person date", "周周有约"),
    ("normal-students", "安排师范生顶岗。", "person", "师范生"),
    ("yellow-river", "黄河流域生态保护。", "person region", "黄河流域"),
    ("lei-feng", "学习雷锋活动月。", "person", "活动月"),
    ("wang-word", "旺季旅游持续升温。", "person", "旺季"),
    ("long-word", "龙头企业带动增收。", "person", "龙头"),
    ("gold-word", "金融服务下乡。", "person", "金融"),
    ("square-word", "方案经审议通过。", "person", "方案"),
    ("health-word", "康养产业稳步壮大。", "person region", "康养"),
    ("horse-word", "马上就办、真抓实干。", "person", "马上"),
    ("all-word", "全程代办、全员参与。", "person", "全程"),
    ("white-word", "白天巡查、夜间值守。", "person date", "白天"),
    ("white-paper", "发布白皮书。", "person", "白皮书"),
    ("field-word", "田间课堂受欢迎。", "person", "田间"),
    ("plan-he", "何时开工、何时竣工均已明确。", "person", "何时"),
    ("recipients", "报：省委农办。送：各市农业农村局。", "person", "各市"),
]


#: (id, sentence, words of a quantity, what is bound to it)
BOUND = [
    ("year-governs-two", "2023年，共建站点19个、打造样板57处。", "19个", {"date_from": date(2023, 1, 1)}),
    ("year-governs-second", "2023年，共建站点19个、打造样板57处。", "57处", {"date_from": date(2023, 1, 1)}),
    ("per-unit", "对第一批每个示范社给予了20万元补助。", "20万元", {"per": "示范社"}),
    ("per-week", "每周下沉1~2天。", "1~2天", {"per": "周", "bound": "exact"}),
    ("target", "力争到2026年新建驿站60个。", "60个", {"status": "target"}),
    ("done", "已建成驿站60个。", "60个", {"status": "actual"}),
    ("at-least", "至少配备2名专职网格员。", "2名", {"bound": "at_least"}),
    ("whole-county", "临江县农业农村局通报，全县建成冷库26座。", "26座", {"bound": "exact", "unit": "座"}),
    ("year-so-far", "今年以来，举办夜校62场，惠及4100人次。", "4100人次", {"date_from": date(2024, 1, 1)}),
    ("rate", "纳入改造的30个小区占应改造小区的66.7%。", "66.7%", {"unit": "%", "low": 66.7}),
    ("not-more", "会议费控制在3万元以内。", "3万元以内", {"bound": "at_most", "low": 30000.0}),
]


def _words(finds: Finds) -> set[str]:
    rows = [("date", d.text) for d in finds.dates] + [("quantity", q.text) for q in finds.quantities]
    rows += [("citation", c.text) for c in finds.citations] + [(m.type, m.text) for m in finds.mentions]
    return {f"{kind}:{text}" for kind, text in rows}


def _on(finds: Finds, trap: str, kinds: list[str]) -> list[str]:
    """The finds of these kinds that share a character with ``trap``, where it stands first."""
    text = finds.result.document.text
    start = text.index(trap, text.index(finds.sentence))
    rows = [("date", d) for d in finds.dates] + [("quantity", q) for q in finds.quantities]
    rows += [(m.type, m) for m in finds.mentions]
    return [f"{kind}:{r.text}" for kind, r in rows if kind in kinds and r.start < start + len(trap) and start < r.end]


FOUND = [
    (f"{group}-{row[0]}", *row[1:])
    for group, table in (("layout", LAYOUT), ("words", WORDS), ("dates", DATES), ("names", NAMES), ("titles", TITLES))
    for row in table
]
NOT_FOUND = [
    (f"{group}-{row[0]}", *row[1:])
    for group, table in (("number", NO_NUMBERS), ("date", NO_DATES), ("name", NO_NAMES))
    for row in table
]
#: The traps of the domain notes, by number, and the cases here that set them.
DOMAIN = {
    1: "layout-spaces-in-numbers layout-spaces-in-date",
    2: "layout-break-in-word layout-number-and-break",
    3: "layout-bold-numbers layout-odd-bold-mark",
    4: "layout-ascii-punctuation",
    5: "layout-tilde-range layout-hyphen-range layout-dash-days layout-dash-school-year layout-dash-months",
    6: "words-two-places words-two-batches number-two-levels number-both-sides",
    7: "number-list-markers number-article-yi number-adverb-yi number-unify-time number-series",
    8: "number-troop date-spring number-top-ten number-hundred-ways number-century-plan",
    9: "number-three-points number-number-seven number-three-d number-mobile-generation date-later-stage",
    10: "number-web-spam",
    11: "date-programme-year",
    12: "layout-brackets-in-noun words-noun-with-brackets",
    13: "name-brackets-of-subjects",
    14: "layout-comma-list",
    15: "words-closed-list number-open-list",
    16: "words-distributive-each bound-per-week",
    17: "name-this-school",
    18: "names-old-school-name",
    19: "names-old-school-name",
    20: "names-district-and-city names-county-with-qu names-zone",
    21: "names-university-in-city names-university-on-hill names-normal-universities",
    22: "names-school-of-university",
    23: "names-province-agency names-county-agency",
    24: "names-person-without-post",
    25: "names-two-people",
    26: "names-bare-people",
    27: "words-mixed-vague words-about-tail",
    28: "titles-number-in-title",
    29: "titles-trial-outside",
    30: "repeated-headline",
    31: "words-as-of-mid-sentence",
    32: "bound-year-governs-two bound-year-governs-second bound-year-so-far",
    33: "bound-per-unit",
    34: "words-at-least-share bound-rate",
    35: "words-comparison",
    36: "number-step-years",
    37: "words-deadline-done",
    38: "pending",
    39: "date-lately",
    40: "words-year-so-far",
    41: "date-holidays",
    42: "words-first-batch-each",
    43: "layout-quotes-around-programme",
    44: "name-recipients",
    45: "name-breadcrumb",
}
#: What the finders do not reach, by reason.
KNOWN = known({})


@pytest.mark.parametrize(("sentence", "wanted"), cases(FOUND, KNOWN))
def test_what_must_be_found(sentence: str, wanted: str) -> None:
    missing = set(_split(wanted)) - _words(find_in(sentence, day=date(2024, 5, 20)))
    assert missing == set()


def _split(wanted: str) -> list[str]:
    """``kind:words kind:words``; words may hold spaces."""
    parts: list[str] = []
    for word in wanted.split(" "):
        if word.split(":")[0] in _KINDS:
            parts.append(word)
        else:
            parts[-1] += " " + word
    return parts


_KINDS = ("date", "quantity", "citation", "region", "university", "school", "agency", "person")


@pytest.mark.parametrize(("sentence", "kinds", "trap"), cases(NOT_FOUND, KNOWN))
def test_what_must_not_be_found(sentence: str, kinds: str, trap: str) -> None:
    assert _on(find_in(sentence), trap, kinds.split()) == []


@pytest.mark.parametrize(("sentence", "words", "wanted"), cases([(f"bound-{b[0]}", *b[1:]) for b in BOUND], KNOWN))
def test_what_is_bound_to_a_quantity(sentence: str, words: str, wanted: dict[str, object]) -> None:
    found = [q for q in find_in(sentence).quantities if q.text == words]
    assert [{name: getattr(q, name) for name in wanted} for q in found] == [wanted]


def test_a_headline_repeated_in_the_body_is_one_event() -> None:
    """Trap repeated-headline."""
    item = "★临江县召开春耕推进会。5月8日，临江县召开春耕推进会，120余人参加。"
    assert len(find_in(item, kind="bulletin").result.events) == 1


def test_a_pending_document_counts_nothing() -> None:
    """Trap pending."""
    finds = find_in("实施方案现正按程序呈报，第二批站点尚无资金支持。")
    assert finds.quantities == () and finds.dates == ()


def test_every_trap_of_the_domain_is_set() -> None:
    ids = {row[0] for row in (*FOUND, *NOT_FOUND)} | {f"bound-{b[0]}" for b in BOUND} | {"repeated-headline", "pending"}
    assert sorted(DOMAIN) == list(range(1, 46))
    assert {case for named in DOMAIN.values() for case in named.split()} <= ids


def test_there_are_traps_of_both_kinds() -> None:
    assert len(FOUND) + len(NOT_FOUND) >= 195
    assert min(len(FOUND), len(NOT_FOUND)) >= 75
