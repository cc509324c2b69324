"""Web pages to Document: article lines, metadata, furniture, tables, broken and hostile markup."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyminer.model import Document, PolicyMinerError
from policyminer.read import read_bytes

TITLE = "某某县人民政府办公室关于印发《某某县教联体建设行动方案》的通知"
BODY = [
    "各乡镇人民政府，县直有关单位：",
    "《某某县教联体建设行动方案》已经县人民政府同意，现印发给你们，请认真组织实施。",
    "一、总体要求",
    "到2026年，全县建成12个教联体，城乡学校师资差距明显缩小，群众满意度达到90%以上。",
    "（一）加强统筹。县教育局牵头，财政、人社部门配合，每年安排专项经费200万元，用于教师培训与交流轮岗。",
    "（二）强化督导。对工作不力的，予以通报；对成效显著的，给予表扬。",
    "某某县人民政府办公室",
    "2024年3月8日",
]
ASIDE = ["首页", "政务公开", "政务服务", "互动交流"]
MENU = "".join(f'<li><a href="/c/{i}.html">{name}</a></li>' for i, name in enumerate(ASIDE))
FOOT = "<p>主办：某某县人民政府　承办：某某县政务服务局</p><p>网站标识码：1234567890　某ICP备05000000号</p>"


def trs() -> str:
    """The TRS editor's box, META tags, an information-disclosure table and an info line."""
    table = "".join(
        f"<tr><td><b>{a}</b></td><td>{b}</td><td><b>{c}</b></td><td>{d}</td></tr>"
        for a, b, c, d in [
            ("索 引 号：", "000014349/2024-00021", "主题分类：", "教育、科技\\教育"),
            ("发文机关：", "某某县人民政府办公室", "成文日期：", "2024年03月08日"),
            ("标　　题：", TITLE, "", ""),
            ("发文字号：", "某政办发〔2024〕5号", "发布日期：", "2024年03月12日"),
        ]
    )
    body = "".join(f'<p style="text-indent:2em">　　{p}</p>' for p in BODY)
    related = "图解：某某县教联体建设行动方案，一张图看懂"
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_某某县人民政府</title>
    <META NAME="ArticleTitle" CONTENT="{TITLE}"><meta name="PubDate" content="2024-03-12 09:30:00">
    <meta name="ContentSource" content="县政府办公室"><meta name="ColumnName" content="政策文件">
    <meta name="SiteName" content="某某县人民政府门户网站"><script>var x = "<p>脚本</p>";</script>
    <style>p {{ color: red }}</style></head><body><!-- 注释 --><div class="header"><ul class="nav">{MENU}</ul></div>
    <div class="crumb">您现在所在的位置：<a href="/">首页</a> &gt; <a href="/zc">政策文件</a></div>
    <table class="xxgk">{table}</table><h1>{TITLE}</h1>
    <div class="info"><span>发布时间：2024-03-12 09:30</span> <span>来源：县政府办公室</span>
    <span>浏览次数：1024</span> <span>字体：[<a>大</a> <a>中</a> <a>小</a>]</span> <a>打印</a></div>
    <div class="view TRS_UEDITOR trs_paper_default">{body}</div>
    <div class="share">分享到：<a>微信</a><a>微博</a></div>
    <div class="related"><h3>相关链接</h3><ul><li><a href="1">{related}</a></li></ul></div>
    <div class="footer">{FOOT}</div></body></html>"""


def jcms_zoom() -> str:
    """A layout of tables around #zoom, upper-case tags, no META tags."""
    body = "".join(f"<P align=left><FONT face=仿宋>&nbsp;&nbsp;&nbsp;&nbsp;{p}</FONT></P>\n" for p in BODY)
    return f"""<HTML><HEAD><TITLE>某某县人民政府 政策文件 {TITLE}</TITLE></HEAD><BODY>
    <TABLE width=1000><TR><TD><TABLE><TR>{"".join(f"<TD><A href=#>{m}</A></TD>" for m in ASIDE)}</TR></TABLE></TD></TR>
    <TR><TD>当前位置：<A href=/>首页</A> &gt;&gt; <A href=/zw>政务公开</A></TD></TR>
    <TR><TD class=bt align=center><H1>{TITLE[:14]}<BR>{TITLE[14:]}</H1></TD></TR>
    <TR><TD align=center>发布日期：2024-03-12　信息来源：县政府办公室　编辑：张三　点击数：<SPAN id=hits>35</SPAN>次
    【字体：大 中 小】</TD></TR>
    <TR><TD><DIV id=zoom>{body}</DIV></TD></TR>
    <TR><TD align=right>【<A href=#>打印本页</A>】【<A href=#>关闭窗口</A>】</TD></TR>
    <TR><TD>{FOOT}</TD></TR></TABLE></BODY></HTML>"""


def old_br() -> str:
    """No container at all: one cell of a layout table, paragraphs by <br> and wide spaces, unclosed tags."""
    body = "<br>\n".join("　　" + p for p in BODY)
    menu = "".join(f"<tr><td><a href=#>{m}</a></td></tr>" for m in ASIDE)
    return f"""<html><head><title>{TITLE}--某某县教育网</title></head><body bgcolor=#ffffff><center>
    <table width=760 border=0><tr><td colspan=2><img src=top.jpg></td></tr><tr><td width=180 valign=top>
    <table>{menu}</table></td><td width=580><table width=100%>
    <tr><td align=center><font size=5><b>{TITLE}</b></font></td></tr>
    <tr><td align=center>2024-3-12 09:30:00　某某县教育网</td></tr>
    <tr><td><font size=3>{body}</td></tr></table></td></tr>
    <tr><td colspan=2>版权所有 某某县教育局　某ICP备05000000号<br>
    地址：某某县人民路1号　电话：0000-0000000</td></tr></table></body></html>"""


def div_soup() -> str:
    """Unknown names, every paragraph a <div> of spans, advertising and hidden text in between."""
    rows = "".join(f'<div class="x-{i}"><span>{p[:7]}</span><span>{p[7:]}</span></div>' for i, p in enumerate(BODY))
    menu = "".join(f"<div><a href='#'>{m}</a></div>" for m in ASIDE)
    more = "".join(f'<li><a href="#">{m}工作会议在某某市召开，部署下一阶段任务</a></li>' for m in ASIDE)
    return f"""<!doctype html><title>{TITLE} - 某某教育新闻网</title><div id="app"><div class="q1"><div class="q2">
    {menu}</div></div><div class="q3"><div class="q4"><h1>{TITLE}</h1>
    <div class="q5"><em>2024年3月12日</em> <em>来源：某某日报</em> <em>作者：李四</em></div><div class="q6">{rows}
    <div class="ad-box"><a href="//ad.example">扫码关注公众号，领取万元大礼，限时三天，先到先得！</a></div>
    <div style="display: none">隐藏的关键词，教育，培训，学校，隐藏的关键词，教育，培训，学校。</div></div></div>
    <div class="q7"><h4>推荐阅读</h4><ul>{more}
    </ul></div></div><footer>{FOOT}</footer></div>"""


def stray_end() -> str:
    """</body></html> in the middle, before the body; Visual SiteBuilder's box; formatting never closed."""
    body = "".join(f"<p class='vsbcontent_start'><font><b>{p}</p>" for p in BODY)
    return f"""<html><head><title>{TITLE}-某某师范大学教育学院</title><meta name="pageTitle" content="x"></head><body>
    <div class="top"><ul>{MENU}</ul></div></body></html><div class="main"><form name="_newscontent_fromname">
    <h1>{TITLE}</h1><div class="sj">时间：2024-03-12 作者： 点击：[<span>88</span>]</div>
    <div id="vsb_content_501_u7">{body}</div></form>
    <div>上一条：<a href=1>关于开展2024年教师资格认定工作的公告，请各单位遵照执行</a></div>
    <div>下一条：<a href=2>关于公布名单的通知</a></div><div>【<a>关闭</a>】</div>{FOOT}</div>"""


TEMPLATES: dict[Callable[[], str], dict[str, str]] = {
    trs: {
        "title": TITLE,
        "issuer": "某某县人民政府办公室",
        "source": "县政府办公室",
        "doc_number": "某政办发〔2024〕5号",
        "date_issued": "2024-03-08",
        "date_published": "2024-03-12",
        "index_number": "000014349/2024-00021",
        "column": "政策文件",
        "site": "某某县人民政府门户网站",
    },
    jcms_zoom: {"title": TITLE, "source": "县政府办公室", "date_published": "2024-03-12"},
    old_br: {"title": TITLE, "date_published": "2024-03-12"},
    div_soup: {"title": TITLE, "source": "某某日报", "date_published": "2024-03-12"},
    stray_end: {"title": TITLE, "date_published": "2024-03-12"},
}


def page(markup: str, codec: str = "utf-8") -> Document:
    document = read_bytes(markup.encode(codec), "a.html")
    check(document)
    return document


def lines(document: Document, *kinds: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind in kinds]


def body(document: Document) -> list[str]:
    return lines(document, "paragraph", "heading", "cell")


def check(document: Document) -> None:
    """Blocks sorted, disjoint, known, covering all non-space characters; the text is clean."""
    end = 0
    for block in document.blocks:
        assert block.kind in {"title", "meta", "heading", "paragraph", "cell", "boilerplate"}
        assert end <= block.start < block.end <= len(document.text)
        assert not document.text[end : block.start].strip()
        assert "\n" not in document.text[block.start : block.end]
        end = block.end
    assert not document.text[end:].strip()
    document.text.encode("utf-8")
    assert "\0" not in document.text


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.__name__)
@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_body_and_metadata_of_five_templates(template: Callable[[], str], codec: str) -> None:
    document = page(template(), codec)
    assert body(document) == BODY
    assert dict(document.metadata) == TEMPLATES[template]
    assert "".join(lines(document, "title")) == TITLE
    assert document.media_type == "text/html"
    assert not document.warnings


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.__name__)
def test_the_frame_stays_in_the_text_as_boilerplate(template: Callable[[], str]) -> None:
    document = page(template())
    aside = lines(document, "boilerplate")
    for name in ASIDE:
        assert name in aside
    assert any("ICP备" in line for line in aside)
    assert "脚本" not in document.text and "隐藏" not in document.text and "注释" not in document.text


def test_info_lines_are_meta() -> None:
    assert any(line.startswith("发布日期：2024-03-12") for line in lines(page(jcms_zoom()), "meta"))
    assert lines(page(old_br()), "meta") == ["2024-3-12 09:30:00　某某县教育网"]
    assert "000014349/2024-00021" in lines(page(trs()), "meta")


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "big5", "nonsense"])
def test_a_wrong_declared_charset_does_no_harm(declared: str) -> None:
    markup = f'<html><head><meta charset="{declared}"></head><body><div id=zoom><p>{BODY[1]}</p></div></body></html>'
    for codec in ("utf-8", "gb18030"):
        assert body(page(markup, codec)) == [BODY[1]]


def test_xhtml_and_fragments() -> None:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n'
    markup = f'{head}<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{BODY[1]}</p></body></html>'
    assert page(markup).media_type == "application/xhtml+xml"
    assert body(page(f"<p>{BODY[1]}</p><p>{BODY[3]}</p>")) == [BODY[1], BODY[3]]


@pytest.mark.parametrize("text", ["<<通知>>", "a<b>c", "<通知>各单位", "x <html", "<5人的学校"])
def test_plain_text_with_angle_brackets_is_no_page(text: str) -> None:
    assert read_bytes(text.encode(), "a").media_type == "text/plain"


def test_tables_in_the_body_become_cells_with_their_place() -> None:
    rows = """<tr><th colspan=2>任务</th><th rowspan=2>责任<br>单位</th></tr><tr><td>序号</td><td>内容</td></tr>
    <tr><td>1</td><td><p>建成12个教联体</p><p>覆盖全部乡镇</p></td><td>县教育局</td></tr>
    <tr><td>2</td><td></td><td>县财政局</td></tr>"""
    intro = f"<p>{BODY[1]}</p><p>{BODY[3]}</p>"
    document = page(f"<div class=TRS_Editor>{intro}<table>{rows}</table><p>{BODY[5]}</p></div>")
    cells = [(document.text[b.start : b.end], b.locator) for b in document.blocks if b.kind == "cell"]
    assert cells == [
        ("任务", "表1 第1行第1—2列"),
        ("责任", "表1 第1—2行第3列"),
        ("单位", "表1 第1—2行第3列"),
        ("序号", "表1 第2行第1列"),
        ("内容", "表1 第2行第2列"),
        ("1", "表1 第3行第1列"),
        ("建成12个教联体", "表1 第3行第2列"),
        ("覆盖全部乡镇", "表1 第3行第2列"),
        ("县教育局", "表1 第3行第3列"),
        ("2", "表1 第4行第1列"),
        ("县财政局", "表1 第4行第3列"),
    ]
    assert "\n\n1\n建成12个教联体\n覆盖全部乡镇\n县教育局\n\n2\n县财政局\n\n" in document.text
    assert lines(document, "paragraph") == [BODY[1], BODY[3], BODY[5]]


def test_white_space() -> None:
    markup = "<div id=zoom><p> \n 　　推动县域\n    基础教育 &nbsp;<b>高</b>质量\n发展 of  the\nCounty　</p>"
    markup += f"<p>{BODY[1]}</p></div>"
    assert body(page(markup))[0] == "推动县域基础教育  高质量发展 of the County"


def test_line_breaks_pre_and_indents_inside_a_line() -> None:
    tail = f"<p>{BODY[1]}</p>"
    assert body(page(f"<div id=zoom>一、目标<br/>二、任务<br><br>三、保障{tail}</div>"))[:3] == [
        "一、目标",
        "二、任务",
        "三、保障",
    ]
    assert body(page(f"<div id=zoom><pre>一、目标\n\n  二、任务</pre>{tail}</div>"))[:2] == ["一、目标", "二、任务"]
    assert body(page(f"<div id=zoom><div>　　一是统筹。　　二是督导。　　局　长</div>{tail}</div>"))[:3] == [
        "一是统筹。",
        "二是督导。",
        "局　长",
    ]


def test_a_short_notice_is_found_in_its_container() -> None:
    markup = f"<ul>{MENU}</ul><div class=v_news_content><p>经研究，定于5月6日召开例会。</p></div><div>{FOOT}</div>"
    assert body(page(markup)) == ["经研究，定于5月6日召开例会。"]


def test_words_of_furniture_inside_sentences_stay() -> None:
    text = [
        "来源：各级财政安排的专项资金，由县统筹使用。",
        "主办单位：某某师范大学",
        "打印材料一式三份，分享经验。",
        "附件：任务清单.docx",
    ]
    markup = f"<div id=zoom>{''.join(f'<p>{p}</p>' for p in BODY[:4] + text)}</div>"
    assert body(page(markup)) == BODY[:4] + text


def test_an_info_line_without_spaces() -> None:
    info = "<div>发布时间：2024-12-20来源：某某区教育局作者：张三浏览次数：12</div>"
    document = page(f"<h1>{TITLE}</h1>{info}<div id=zoom><p>{BODY[1]}</p></div><div>访问量：3　某ICP备1号</div>")
    assert (document.metadata["source"], document.metadata["date_published"]) == ("某某区教育局", "2024-12-20")
    assert lines(document, "boilerplate") == ["访问量：3　某ICP备1号"]


def test_furniture_inside_the_container() -> None:
    inner = f"<h1>{TITLE}</h1><p>来源：县教育局 2024-03-12</p>{''.join(f'<p>{p}</p>' for p in BODY)}"
    inner += "<p>（责任编辑：王五）</p><p>扫一扫在手机打开当前页</p><p>【打印】【关闭】</p><div>相关阅读：</div>"
    inner += "<ul><li><a href=1>某某市召开教育工作会议，部署重点任务</a></li></ul>"
    document = page(f"<div class='TRS_Editor'>{inner}</div>")
    assert body(document) == BODY
    assert lines(document, "title") == [TITLE]
    assert lines(document, "meta") == ["来源：县教育局 2024-03-12", "（责任编辑：王五）"]
    assert document.metadata["source"] == "县教育局"


def test_title_without_any_tag_comes_from_the_heading() -> None:
    document = page(f"<body><h1>关于做好开学工作的通知</h1><div id=zoom><p>{BODY[1]}</p></div>")
    assert document.metadata["title"] == "关于做好开学工作的通知"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (f"{TITLE}_政策文件_某某县人民政府", TITLE),
        (f"{TITLE} - 某某教育网", TITLE),
        (f"{TITLE} | 某某省教育厅", TITLE),
        (f"某某县人民政府 {TITLE}", TITLE),
        ("2021-2025年教育规划", "2021-2025年教育规划"),
    ],
)
def test_titles_lose_the_site(title: str, expected: str) -> None:
    shown = f"<h1>{expected}</h1>"
    document = page(f"<title>{title}</title>{shown}<div id=zoom><p>{BODY[1]}</p></div>")
    assert document.metadata["title"] == expected


def test_a_list_page_and_an_empty_shell_do_not_fail() -> None:
    assert body(page(f"<html><body><ul>{MENU}</ul></body></html>")) == []
    shell = page("<html><body><div id=app></div><script src=app.js></script></body></html>")
    assert shell.text == "" and "script" in shell.warnings[0]


def test_dates_that_do_not_parse_stay_as_written() -> None:
    markup = f'<meta name=PubDate content="2024年13月40日"><div id=zoom><p>{BODY[1]}</p></div>'
    assert page(markup).metadata["date_published"] == "2024年13月40日"


# ---- the parser's quirks that the reader relies on or works around


def test_selectolax_walks_past_a_stray_html_end_and_returns_text_decoded() -> None:
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser("<p>a &lt;b&gt; &#xD800;&#0;</p></body></html><p>c").root
    texts = [node.text_content for node in root.traverse(include_text=True) if node.is_text_node]
    assert texts == ["a <b> \ufffd\ufffd", "c"]


def test_selectolax_keeps_the_text_of_scripts_as_text_nodes() -> None:
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser("<script>x</script>").root
    assert [n.text_content for n in root.traverse(include_text=True) if n.is_text_node] == ["x"]


# ---- hostile input: each must come back in seconds, without a crash and without losing the text

KEEP = "各县人民政府：现将有关事项通知如下，请认真贯彻执行，确保各项任务落到实处。"
HOSTILE: dict[str, Callable[[], str]] = {
    "5,000 nested div": lambda: "<div>" * 5_000 + KEEP,
    "200,000 nested div": lambda: "<div>" * 200_000 + KEEP,
    "200,000 nested closed span": lambda: "<span>" * 200_000 + KEEP + "</span>" * 200_000,
    "20,000 nested tables": lambda: "<table><tr><td>" * 20_000 + KEEP,
    "20,000 nested lists": lambda: "<ul><li>" * 20_000 + KEEP,
    "50,000 unclosed formatting": lambda: "<p><font><b>" * 50_000 + KEEP,
    "formatting opened again": lambda: (
        f"<p>{KEEP}<p>" + "".join(f"<font id={i}>" for i in range(4_000)) + "<p>甲" * 5_000
    ),
    "3,000 unclosed links": lambda: "<a href=x>" * 3_000 + f"<p>{KEEP}</p>",
    "200,000 attributes": lambda: "<div " + " ".join(f"a{i}=1" for i in range(200_000)) + f"><p>{KEEP}</p></div>",
    "attributes after a stray quote": lambda: '<div x" ' + "a " * 200_000 + f"><p>{KEEP}</p></div>",
    "attributes with >": lambda: "<div " + " ".join(f"a{i}='>'" for i in range(99_999)) + f"><p>{KEEP}</p></div>",
    "quotes in a row": lambda: f"<p>{KEEP}</p>" + "<b'" * 500_001,
    "tag names in a row": lambda: f"<p>{KEEP}</p>" + "<b" * 1_000_000,
    "attributes in many tags": lambda: ("<i " + " ".join(f"a{i}" for i in range(2_000)) + ">") * 100 + f"<p>{KEEP}</p>",
    "a 5 MB attribute": lambda: f"<img src='data:{'A' * 5_000_000}'><p>{KEEP}</p>",
    "an attribute never closed": lambda: f"<p>{KEEP}</p><p title='" + "x " * 1_000_000,
    "a tag never closed": lambda: f"<p>{KEEP}</p>" + "<a " * 500_000,
    "a million entities": lambda: f"<p>{KEEP}</p>" + "&amp;" * 1_000_000,
    "odd entities": lambda: f"<p>{KEEP}</p>&#0;&#xD800;&#x110000;&#99999999999999;&nosuch;&" + "&#" * 200_000,
    "a long entity name": lambda: f"<p>{KEEP}</p>&" + "a" * 2_000_000 + ";",
    "a comment never closed": lambda: f"<p>{KEEP}</p><!--" + "- " * 500_000,
    "comments": lambda: f"<p>{KEEP}</p>" + "<!---->" * 300_000,
    "huge spans": lambda: f"<p>{KEEP}</p><table>" + "<tr><td rowspan=65000 colspan=1000>甲<td>乙" * 3_000,
    "100,000 breaks": lambda: f"<p>{KEEP}</p>" + "<br>" * 100_000,
    "100,000 titles": lambda: f"<p>{KEEP}</p>" + "<title>甲</title><h1>乙</h1>" * 30_000,
    "100,000 labels": lambda: f"<p>{KEEP}</p>" + "<p>索引号：</p><p>发文字号：</p>" * 50_000,
    "a long info line": lambda: f"<p>{KEEP}</p><p>" + "发布日期：" * 200_000 + "</p>",
    "white space": lambda: f"<p>{KEEP}</p><p>甲" + " \n" * 1_000_000 + "乙" + "　" * 1_000_000 + "</p>",
    "end tags only": lambda: f"<p>{KEEP}</p>" + "</div></p></table>" * 100_000,
    "plaintext": lambda: f"<p>{KEEP}</p><plaintext><p>" * 3,
    "svg and math": lambda: f"<p>{KEEP}</p>" + "<svg><math><mtext>" * 2_000,
    "select and template": lambda: f"<p>{KEEP}</p>" + "<select><template><option>" * 2_000,
    "angle brackets": lambda: f"<p>{KEEP}</p>" + "<" * 1_000_000 + ">" * 1_000_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_bounded_and_keep_their_text(name: str) -> None:
    data = HOSTILE[name]().encode()
    started = time.process_time()  # of this process: the machine may be busy
    document = read_bytes(data, "a.html")
    assert time.process_time() - started < 5
    check(document)
    assert KEEP in document.text


def test_what_the_guard_took_out_is_said() -> None:
    assert "nested too deep" in page(HOSTILE["200,000 nested div"]()).warnings[0]
    assert "attributes" in page(HOSTILE["200,000 attributes"]()).warnings[0]


def test_hidden_text_larger_than_the_page_is_said() -> None:
    document = page(f"<p>{KEEP}</p><div hidden>{KEEP * 3}</div>")
    assert "hides" in document.warnings[0]


MARKUP = """
    <div> </div> <p> </p> <br> <table> <tr> <td> </td> </table> <a> </a> <h1> </h1> <pre> </pre> <script> </script> <!--
    --> &nbsp; &#0; 教育局。 2024-03-12 来源： 索引号： 发文字号： <title> </title> <font/class=nav> </html> <li>
    <div/id=zoom> <div/class=TRS_Editor> < > " ' 当前位置： 版权所有 <select> <textarea> </textarea>
    <svg> <td/rowspan=3> <p/hidden>
"""
FRAGMENTS = st.sampled_from([*MARKUP.split(), " ", "\u3000\u3000", "\r\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS | st.text(max_size=5), max_size=60))
def test_blocks_hold_for_any_markup(pieces: list[str]) -> None:
    try:
        document = read_bytes(("<html>" + "".join(pieces)).encode("utf-8", "replace"), "a")
    except PolicyMinerError as error:
        assert error.code == "binary_file"
        return
    if document.media_type == "text/html":
        check(document)


# ---- the ledger of what is no part of the article


def test_the_ledger_names_navigation_advertising_footer_scripts_and_hidden_text() -> None:
    body_lines = "".join(f"<p>{line}</p>" for line in BODY)
    document = page(
        "<head><style>p{}</style></head><ul class=nav><li>首页</li><li>政务公开</li></ul>"
        f"<div class=TRS_Editor>{body_lines}<div class=adbox>立即领取优惠券</div></div>"
        "<div hidden>草稿</div><div class=foot>版权所有</div><script>var a = 1;</script>"
    )
    ledger = {(r.reason, r.text) for r in document.removed}
    assert ledger == {
        ("style", None), ("script", None), ("hidden", "草稿"), ("navigation", "首页\n政务公开"),
        ("advertising", "立即领取优惠券"), ("footer", "版权所有"),
    }  # fmt: skip
    for entry in document.removed:
        if entry.locator:
            start, end = map(int, entry.locator.removeprefix("text[").removesuffix("]").split(":"))
            assert document.text[start:end] == entry.text
    (script,) = [r for r in document.removed if r.reason == "script"]
    assert script.chars == len("var a = 1;")


def test_paragraphs_of_the_article_are_numbered() -> None:
    document = page(f"<ul>{MENU}</ul><div class=TRS_Editor>{''.join(f'<p>{line}</p>' for line in BODY)}</div>")
    places = [(document.text[b.start : b.end], b.locator) for b in document.blocks if b.locator]
    assert places == [(line, f"第{n}段") for n, line in enumerate(body(document), 1)]


def test_markup_in_scripts_and_comments_does_not_swallow_the_page() -> None:
    code = "if (a<b && c) { d = 'it\\'s'; }" + " x y z" * 500
    text = page(f'<script>{code}</script><!-- <p title="{code}--><p>{KEEP}</p>').text
    assert KEEP in text and "x y z" not in text


def test_a_stray_quote_in_a_tag_opens_no_value() -> None:
    menu = "<li class=a>栏目</li>" * 300
    assert KEEP in page(f'<html><input type="text="" name="q" />{menu}<p>{KEEP}</p>').text


NEWS = "".join(f"<p>{KEEP}{i}</p>" for i in range(4))


def test_an_article_among_furniture_is_found_though_it_is_less_than_half_of_the_page() -> None:
    """The lists beside it are no prose, but comments are; they stand in boxes of their own."""
    lists = "".join(f"<div><a href=x>某县召开会议部署工作{i}</a> 评论 {i} 赞 {i}</div>" for i in range(90))
    comments = "".join(f"<div>网友{i}：说得好，支持一下！</div>" for i in range(6))
    left = f"<div class=text>{NEWS}</div><div>{comments}</div>{lists}"
    made = page(f"<ul><li class=left>{left}</li><li>{lists}</li></ul>")
    assert body(made) == [f"{KEEP}{i}" for i in range(4)]


def test_an_article_in_several_boxes_is_read_whole() -> None:
    made = page(f"<div class=main><div>{NEWS}</div><div><p>{KEEP}末</p></div></div>")
    assert len(body(made)) == 5


def test_a_table_of_data_beside_the_text_is_part_of_the_article() -> None:
    table = "<table><tr><td>县区<td>学校数（所）<tr><td>内乡县<td>36<tr><td>淅川县<td>24</table>"
    made = page(f"<div class=main><div class=text>{NEWS}</div>{table}</div><div class=c>某市教育局</div>")
    assert [made.text[b.start : b.end] for b in made.blocks if b.kind == "cell"][-1] == "24"


def test_recommended_articles_with_teasers_and_disclaimers_are_no_body() -> None:
    teaser = "<li><a href=x>各地教师节活动丰富多彩</a><p>记者从现场获悉，活动很热闹。</p></li>"
    made = page(
        f"<div class=box>{NEWS}<p>声明：转载文章仅代表作者个人观点，不代表本网立场。</p>"
        f"<div class=x><h3>为您推荐</h3><ul>{teaser * 3}</ul></div></div>"
    )
    assert body(made) == [f"{KEEP}{i}" for i in range(4)]


def test_other_stories_behind_the_last_sentence_are_no_body() -> None:
    stories = "<h3><a href=1>某县召开现场推进会</a></h3><p>视频</p><p><a href=1>图集</a></p>" * 5
    markup = f"<body><div class=a>{NEWS}<p>某某县教育局</p><p>2024年3月8日</p><h2>现场</h2>{stories}</div></body>"
    assert [line[-1] for line in body(page(markup))] == ["0", "1", "2", "3", "局", "日"]
    with_files = f"<body><div class=a>{NEWS}<p><a href=1.doc>附件1：任务表</a></p>{stories}</div></body>"
    assert "附件1：任务表" in body(page(with_files))


def test_the_imprint_of_a_site_is_no_article() -> None:
    foot = "<div class=c><p>违法和不良信息举报电话：010-00000000，客服电话：010-00000001，欢迎监督。</p>" * 3
    assert body(page(f"<div class=a><p>{KEEP}</p></div>{foot}</div>")) == [KEEP]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("某县教育局 2024-03-12 09:30", "2024-03-12"),
        ("办公室 发表于2024年3月12日 09:30:05", "2024-03-12"),
        ("会议定于2024-03-12 09:30召开，请准时参加。", None),
    ],
)
def test_a_line_with_date_and_time_under_the_title_is_an_info_line(line: str, expected: str | None) -> None:
    made = page(f"<title>关于开展教师培训的通知</title><h1>关于开展教师培训的通知</h1><p>通讯员</p><p>{line}</p>{NEWS}")
    assert made.metadata.get("date_published") == expected
    assert (line in body(made)) is (expected is None)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="apub:time" content="2024-3-12 21:30:50">',
        '<meta itemprop="datePublished" content="2024-03-12">',
        '<script type="application/ld+json">{"datePublished": "2024-03-12T08:00:00+08:00"}</script>',
    ],
)
def test_the_date_that_search_engines_are_told(head: str) -> None:
    assert page(f"<head>{head}</head><p>{KEEP}</p>").metadata["date_published"] == "2024-03-12"


def test_the_title_is_the_part_of_the_title_tag_that_the_page_shows() -> None:
    shown = "某县着力打造城乡教育共同体"
    for told in (f"{shown}-教育频道-某某在线", f"今日要闻--{shown}", f"{shown} 某某县第一中学"):
        assert page(f"<title>{told}</title><h2>{shown}</h2>{NEWS}").metadata["title"] == shown


def test_the_heading_that_is_shown_goes_before_its_variant_for_search_engines() -> None:
    head = '<meta property="og:title" content="视频 | 某县着力打造城乡教育共同体纪实">'
    made = page(f"<head>{head}</head><h1>某县着力打造城乡教育共同体</h1>{NEWS}")
    assert made.metadata["title"] == "某县着力打造城乡教育共同体"
    other = page(f"<head>{head}</head><h1>某某县人民政府门户网站</h1>{NEWS}")
    assert other.metadata["title"] == "视频 | 某县着力打造城乡教育共同体纪实"
