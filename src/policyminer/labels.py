"""What government sites call the facts about a document: labels of the information table and of the line under a title.

Source: the catalogue fields of government information disclosure and the habits of the sites. The readers of markup and
the outline of plain text both look for them; a label of no field of ours is read over.
"""

from __future__ import annotations

from collections.abc import Mapping

#: What sites write where a field has no value.
_NO_VALUE = {"null", "none", "nil", "nan", "undefined", "n/a", "无", "暂无", "/", "-", "--", "—", "——"}
#: accounts on platforms, of whoever posted a page once more
_ACCOUNTS = ("百家号", "搜狐号", "网易号", "头条号", "企鹅号", "大鱼号")
#: field of ours -> labels, which mean it wherever a colon or a cell follows
LABELS = {
    "index_number": "索引号 信息索引号 信息索引",
    "issuer": "发文机关 发文机构 发布机构 发文单位 制发机关 制定机关 公开责任部门 公开主体 制文机关 发布单位",
    "date_issued": "成文日期 生成日期 发文日期 印发日期 制发日期 成文时间 发文时间 公布日期",
    "doc_number": "发文字号 文号 公文文号 文件编号 发文文号 发文号 文件字号",
    "title": "标题 信息名称 文件名称",
    "date_published": """
        发布日期 发布时间 公开日期 公开时间 发表时间 发稿时间 上传时间 更新时间 刊发日期 刊发时间 刊登日期 刊登时间
    """,
    "source": "来源 信息来源 文章来源 稿源 稿件来源 新闻来源 资讯来源 消息来源 内容来源",
    "": """
        主题分类 主题词 有效性 时效性 公开方式 公开形式 公开范围 公开程序 公开属性 效力状态 体裁分类 公文种类
        组配分类 信息分类 信息类别 服务对象 载体类型 记录形式 统一登记号 统一编号 关键词 内容概述
        编辑整理 编辑整理员 作者 文章作者 稿件作者
        编辑 责任编辑 审核 发表者 发布者 发布人 报告人 所属主题 生效日期 施行日期 效力等级 效力级别
        浏览次数 访问次数 阅读次数 点击次数 点击数 点击率 点击量 浏览量 访问量 阅读量
        字体 字号 字体大小 视力保护色 来源URL 原文链接 网址 法宝引证码
    """,
}
#: Labels of a page's own markup only: in running text 时间：, 名称： and 记者： say something else.
MARKUP_LABELS = {
    "title": "名称",
    "date_published": "发布于 发表于 日期 时间",
    "source": "供稿单位",
    "": "分类 废止日期 实施日期 撰稿 记者 初审 复审 终审 浏览 阅读 点击 访问",
}
#: Words of the betting sites that are injected into pages of public bodies, for lines of at most so many characters.
INJECTED = r"\d{2,4}(?:体育(?![场馆局])|娱乐|彩票|真人|棋牌)|(?:体育|娱乐)\d{2,4}|博彩|赌场|投注|老虎机|百家乐|六合彩"
LONGEST_INJECTED = 24


def field_of(*tables: dict[str, str]) -> dict[str, str]:
    """Label -> field.

    >>> field_of(LABELS)["文号"], "时间" in field_of(LABELS), field_of(LABELS, MARKUP_LABELS)["时间"]
    ('doc_number', False, 'date_published')
    """
    return {label: field for table in tables for field, labels in table.items() for label in labels.split()}


def said(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields that have a value: sites print "null" or a dash where there is none.

    >>> said({"source": "云岭县教育局", "issuer": "null", "title": " "})
    {'source': '云岭县教育局'}
    """
    bare = {field: value.strip().lower() for field, value in fields.items()}
    return {
        field: value
        for field, value in fields.items()
        if bare[field] and bare[field] not in _NO_VALUE and not (field == "source" and bare[field].endswith(_ACCOUNTS))
    }
