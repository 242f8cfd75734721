"""Words about how far a plan is: verdicts of progress, series of years, what is to be watched."""

from layers import Text

MONITORING = {
    "score.verdict": Text("进度", "Progress"),
    "progress.done": Text("已完成", "done"),
    "progress.on_track": Text("按进度", "on track"),
    "progress.behind": Text("落后", "behind"),
    "progress.far_behind": Text("严重落后", "far behind"),
    "progress.no_data": Text("无数据", "no data"),
    "progress.count": Text("{verdict} {count} 项", "{verdict}: {count}"),
    "progress.line": Text(
        "{verdict}（已走 {way:.0%}，时间已过 {time:.0%}）",
        "{verdict} ({way:.0%} of the way in {time:.0%} of the time)",
    ),
    "progress.convention": Text(
        "进度为本程序的约定：达标为“已完成”，完成比例不低于时间比例为“按进度”，"
        "不低于其 75% 为“落后”，再低为“严重落后”。",
        "Progress is this program's convention: done when the target is reached, on track when the "
        "part of the way is that of the time or more, behind from 75 % of that, far behind below.",
    ),
    "progress.from_zero": Text(
        "没有 {year} 年基期值，完成比例从零算起。",
        "No value of the base year {year} is known; the way is counted from zero.",
    ),
    "progress.missing": Text("缺 {years} 年的数值。", "Years without a value: {years}."),
    "progress.forecast": Text(
        "按直线外推，{year} 年为 {amount}（仅为外推，不是预测模型）。",
        "A straight line leads to {amount} in {year} (drawn on, no model).",
    ),
    "series.values": Text("历年数值", "values"),
    "series.forecast": Text("直线外推", "straight line on"),
    "series.target": Text("目标", "target"),
    "series.line": Text("线", "line"),
    "overview.title": Text("项目按目标年份与阶段", "Projects by target year and stage"),
    "overview.count": Text("项目数", "projects"),
    "overview.unknown": Text("未定", "none given"),
    "overview.planned": Text(
        "计划投资合计 {amount:,.6g} 万元（{count} 个项目有数）",
        "Planned: {amount:,.6g} × 10⁴ yuan (known of {count})",
    ),
    "overview.spent": Text(
        "已投资合计 {amount:,.6g} 万元（{count} 个项目有数）",
        "Spent: {amount:,.6g} × 10⁴ yuan (known of {count})",
    ),
    "overview.no_money": Text("投资额尚无填报", "No amount of money was entered yet"),
    "then.title": Text("看某时的状态", "Stages as of"),
    "then.now": Text("现在", "now"),
    "then.shown": Text(
        "地图、列表、卡片与图表均为 {date} 时的项目阶段；投资额只计到当时。",
        "Map, list, card and charts show the stages of {date}; money is counted up to then.",
    ),
    "then.card": Text("{date} 时的状态", "As of {date}"),
    "then.absent": Text(
        "{date} 时还没有这一项目（{id}）。", "There was no such project yet in {date} ({id})."
    ),
    "then.unknown": Text("当时状态不明", "stage not known then"),
    "watch.title": Text("预警：{counts}", "To be watched: {counts}"),
    "watch.since": Text(
        "（自上次查看 {day} 以来新增 {count} 项）", " ({count} new since your last look on {day})"
    ),
    "watch.new": Text("{kind}（新增）", "{kind} (new)"),
    "watch.mark": Text("预警", "To be watched"),
    "watch.count": Text("{kind} {count}", "{kind} {count}"),
    "watch.kind": Text("类别", "Kind"),
    "watch.subject": Text("项目或指标", "Project or indicator"),
    "watch.words": Text("情况", "Why"),
    "watch.kind.overdue": Text("逾期", "overdue"),
    "watch.kind.due": Text("本季度到期", "due this quarter"),
    "watch.kind.far_behind": Text("严重落后", "far behind"),
    "watch.kind.behind": Text("落后", "behind"),
    "watch.kind.silent": Text("一年以上无填报", "no entry for over a year"),
    "watch.kind.stale": Text("数据过期", "stale"),
    "watch.stale": Text("{age}", "{age}"),
    "watch.stale.many": Text("{count} 处，{age}", "{count} of them, {age}"),
    "watch.none": Text("没有需要预警的事项。", "There is nothing to be watched."),
    "help.watch": Text(
        "列出预警：逾期、到期、落后、无填报、数据过期",
        "List what is to be watched: overdue, due, behind, without an entry, stale",
    ),
    "watch.no_stage": Text("阶段不详", "stage unknown"),
    "watch.overdue": Text("目标 {year} 年，现为“{stage}”", "to be done by {year}, now “{stage}”"),
    "watch.due": Text("目标 {year} 年，现为“{stage}”", "to be done by {year}, now “{stage}”"),
    "watch.behind": Text("完成比例低于时间比例", "less of the way than of the time"),
    "watch.silent": Text("最近一次填报为 {since}", "the last entry is of {since}"),
    "watch.silent.never": Text("尚无填报", "nothing was ever entered"),
}
