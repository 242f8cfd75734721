"""Words of the evaluations of a plan: the report, its page and its command."""

from layers import Text

EVALUATION = {
    "page.evaluation": Text("规划评估", "Evaluation"),
    "evaluation.kind.annual": Text("年度监测", "Annual monitoring"),
    "evaluation.kind.mid": Text("中期评估", "Mid-term evaluation"),
    "evaluation.kind.final": Text("总结评估", "Final evaluation"),
    "evaluation.title.annual": Text("{plan}{year}年度监测报告", "{plan}: annual monitoring {year}"),
    "evaluation.title.mid": Text("{plan}中期评估报告", "{plan}: mid-term evaluation"),
    "evaluation.title.final": Text("{plan}总结评估报告", "{plan}: final evaluation"),
    "evaluation.sub": Text("评估时点：{year}年末", "As of the end of {year}"),
    # ---- how it was done
    "evaluation.how": Text("评估说明", "How it was done"),
    "evaluation.scope": Text("评估范围与时点", "Scope and date"),
    "evaluation.scope.text": Text(
        "本报告评估{plan}（{first}—{last}年），以{year}年末为时点：只计截至该年末的填报，"
        "项目阶段为该时点已知的阶段，指标数值为该年及以前各年的数值。",
        "This report evaluates the {plan} ({first}–{last}) as of the end of {year}: only what was "
        "so by then counts; stages of projects are those known of that day, values of indicators "
        "those of that year and before.",
    ),
    "evaluation.not_over": Text(
        "{year}年尚未结束，数值和阶段仍会变化。",
        "The year {year} is not over: values and stages may still change.",
    ),
    "evaluation.scope.hint": Text(
        "请填写：评估依据文件、组织单位、参加部门、调研和征求意见情况。",
        "To be filled in: on which documents it is based, who led it, who took part, who was heard.",
    ),
    "evaluation.method": Text("方法与口径", "Method"),
    "evaluation.method.years": Text(
        "各年数值按指标各自的方式合成：年均增速取几何平均，累计类指标逐年相加，"
        "“比基期增长”以{base}年为基期，逐年考核的指标取离目标最远的一年，其余取最新数值；"
        "缺报的年份视为缺失，不以零计。",
        "The values of years are put together in each indicator's own way: of growth the geometric "
        "mean, of amounts the sum, of a rise that over {base}, of what is asked of each year the "
        "one furthest from the target, of all others the latest. A year without a value is "
        "missing, never zero.",
    ),
    "evaluation.method.measured": Text(
        "由图层测算的指标，有该年测算记录的用记录值，没有的用现有图层测算值（注明“现有图层”），"
        "后者不能代表该年状况。",
        "Of indicators that are measured on the map the value recorded for the year stands; where "
        "there is none, that of the layers as they are now, marked so, which does not show the "
        "state of that year.",
    ),
    "evaluation.method.sketch": Text(
        "依据示意图形测算的数值只作说明，不能作为考核结果，表中逐行注明。",
        "Figures that rest on sketched geometry only illustrate and must not be reported; each row "
        "of a table says so.",
    ),
    "evaluation.method.clauses": Text(
        "每个数值注明规划条款、规则和数据依据；资料来源见附录。",
        "Each figure names its clause, its rule and what it rests on; the sources are in the annex.",
    ),
    "evaluation.register": Text("填报登记", "Register"),
    "evaluation.register.head": Text(
        "报告所用填报的登记簿链首为 {head}，可据此核对登记簿未被改动。",
        "The chain of the register ends at {head}; with it anybody can check that nothing in it "
        "was changed.",
    ),
    "evaluation.register.none": Text(
        "登记簿尚无填报，数值和阶段来自数据目录中的表格。",
        "Nothing was entered into the register yet; values and stages are those of the data files.",
    ),
    # ---- overall
    "evaluation.overall": Text("总体情况", "Overall"),
    "evaluation.counts": Text("指标进度", "Indicators by progress"),
    "evaluation.group": Text("指标属性", "Nature"),
    "evaluation.all": Text("合计", "All"),
    "evaluation.projects": Text("项目阶段", "Projects by stage"),
    "evaluation.stage": Text("阶段", "Stage"),
    "evaluation.stage.unknown": Text("阶段不详", "stage unknown"),
    "evaluation.count": Text("项目数", "Projects"),
    "evaluation.overall.indicators": Text(
        "规划共 {total} 项指标，其中 {known} 项有数值；{done} 项已完成，{behind} 项落后或严重落后，"
        "{unknown} 项无法判断进度。",
        "The plan has {total} indicators, {known} of them with a value: {done} are done, {behind} "
        "behind or far behind, of {unknown} the progress cannot be told.",
    ),
    "evaluation.overall.projects": Text(
        "规划列名的项目、道路和片区共 {total} 个，已建成 {done} 个，逾期未建成 {overdue} 个，"
        "阶段不详 {unknown} 个。",
        "The plan names {total} projects, roads and zones: {done} are completed, {overdue} are overdue, of {unknown} "
        "the stage is not known.",
    ),
    "evaluation.money.planned": Text(
        "计划投资合计 {amount} 万元（{count} 个项目有数）。",
        "Planned: {amount} × 10⁴ yuan (known of {count} projects).",
    ),
    "evaluation.money.spent": Text(
        "已完成投资合计 {amount} 万元（{count} 个项目有数）。",
        "Spent: {amount} × 10⁴ yuan (known of {count} projects).",
    ),
    "evaluation.money.none": Text(
        "各项目投资额均未填报。", "No amount of money was entered of any project."
    ),
    "evaluation.sketches": Text(
        "有数值的指标中 {count} 项依据示意图形测算，只作说明。",
        "{count} of the figures rest on sketched geometry and only illustrate.",
    ),
    "evaluation.overall.hint": Text(
        "请填写总体评价：规划实施的主要成效，对经济社会发展的作用。",
        "To be filled in: what the plan has brought about, taken together.",
    ),
    # ---- indicators
    "evaluation.indicators": Text("指标完成情况", "Indicators"),
    "evaluation.nature.binding": Text("约束性指标", "Binding indicators"),
    "evaluation.nature.expected": Text("预期性指标", "Expected indicators"),
    "evaluation.nature.unspecified": Text("未注明属性的指标", "Indicators of unspecified nature"),
    "evaluation.by_year": Text("{nature}各年数值", "{nature}: values by year"),
    "evaluation.verdicts": Text("{nature}完成情况", "{nature}: progress"),
    "evaluation.base": Text("{year}（基期）", "{year} (base)"),
    "evaluation.way": Text("完成 / 时间", "Way / time"),
    "evaluation.way.parts": Text("{way:.1%} / {time:.0%}", "{way:.1%} / {time:.0%}"),
    "evaluation.progress": Text("进度", "Progress"),
    "evaluation.now": Text("{basis}（现有图层）", "{basis} (layers as now)"),
    "evaluation.recorded": Text("{basis}（该年测算记录）", "{basis} (recorded for the year)"),
    "evaluation.missing": Text("{title}：缺 {years} 年", "{title}: no value of {years}"),
    "evaluation.reasons": Text("原因说明", "Explanations"),
    "evaluation.reason": Text(
        "{title}（{year}年）：{note}（来源：{source}）",
        "{title} ({year}): {note} (source: {source})",
    ),
    "evaluation.reason.hint": Text(
        "请说明“{title}”{verdict}的原因。", "To be filled in: why “{title}” is {verdict}."
    ),
    "evaluation.no_data.hint": Text(
        "下列指标无法判断进度，请补报数值或说明原因：{titles}。",
        "To be filled in, as values or in words: {titles}.",
    ),
    "evaluation.none": Text("没有这类指标。", "There are none."),
    # ---- tasks and projects
    "evaluation.tasks": Text("任务与项目实施情况", "Tasks and projects"),
    "evaluation.chapter": Text("第{clause}章　{title}", "Chapter {clause}: {title}"),
    "evaluation.chapter.untitled": Text("第{clause}章", "Chapter {clause}"),
    "evaluation.chapter.none": Text("未列章节的项目", "Projects of no chapter"),
    "evaluation.chapter.indicators": Text(
        "本章指标：{titles}。", "Indicators of this chapter: {titles}."
    ),
    "evaluation.chapter.title": Text("{chapter}的项目", "{chapter}: projects"),
    "evaluation.chapters.rest": Text("其他章节", "Other chapters"),
    "evaluation.task.hint": Text(
        "请填写{chapter}各项任务的实施情况。", "To be filled in: the tasks of {chapter}."
    ),
    "evaluation.project": Text("项目", "Project"),
    "evaluation.target_year": Text("目标年", "Due"),
    "evaluation.delay": Text("进展", "Delay"),
    "evaluation.planned": Text("计划投资（万元）", "Planned (10⁴ yuan)"),
    "evaluation.spent": Text("已投资（万元）", "Spent (10⁴ yuan)"),
    "evaluation.share": Text("完成", "Done"),
    "evaluation.delay.none": Text("未定目标年", "no year set"),
    "evaluation.delay.open": Text("未到期", "not due yet"),
    "evaluation.delay.in_time": Text("按期建成", "in time"),
    "evaluation.delay.completed": Text("已建成", "completed"),
    "evaluation.delay.late": Text("晚 {count} 年建成", "{count} years late"),
    "evaluation.delay.overdue": Text("逾期", "overdue"),
    # ---- space
    "evaluation.space": Text("空间布局与服务覆盖", "Space"),
    "evaluation.map.projects": Text(
        "规划项目分布与阶段（{year}年末）", "The plan's projects by stage, end of {year}"
    ),
    "evaluation.unplaced": Text(
        "{count} 个项目没有位置，未上图。", "{count} projects have no place and are not drawn."
    ),
    "evaluation.map.rivers": Text("河道水质目标", "Rivers and their targets"),
    # ---- problems, suggestions, annex
    "evaluation.problems": Text("存在问题", "Problems"),
    "evaluation.problems.late": Text("落后指标与逾期项目", "Indicators behind, projects overdue"),
    "evaluation.problems.none": Text(
        "没有落后的指标，也没有逾期的项目。", "No indicator is behind and no project overdue."
    ),
    "evaluation.problems.data": Text("数据缺口", "Gaps in the data"),
    "evaluation.gap.values": Text(
        "{count} 项指标没有截至该年的数值：{titles}。",
        "{count} indicators have no value up to the year: {titles}.",
    ),
    "evaluation.gap.years": Text(
        "{count} 项指标缺若干年数值：{titles}。",
        "{count} indicators lack some years: {titles}.",
    ),
    "evaluation.gap.stages": Text(
        "{count} 个项目阶段不详：{titles}。",
        "The stage of {count} projects is not known: {titles}.",
    ),
    "evaluation.gap.stages.many": Text(
        "{count} 个项目阶段不详（见各章项目表）。",
        "The stage of {count} projects is not known (see the tables of projects).",
    ),
    "evaluation.gap.targets.many": Text(
        "{count} 个项目没有目标年（见各章项目表）。",
        "{count} projects have no year set (see the tables of projects).",
    ),
    "evaluation.gap.money": Text(
        "{count} 个项目未填报投资额。", "Of {count} projects no amount of money was entered."
    ),
    "evaluation.gap.reasons": Text(
        "{count} 项落后指标未填报原因：{titles}。",
        "{count} indicators are behind without an explanation: {titles}.",
    ),
    "evaluation.gap.targets": Text(
        "{count} 个项目没有目标年：{titles}。", "{count} projects have no year set: {titles}."
    ),
    "evaluation.gap.sketches": Text(
        "{count} 项指标依据示意图形：{titles}。",
        "{count} figures rest on sketches: {titles}.",
    ),
    "evaluation.gap.none": Text("没有数据缺口。", "Nothing is missing."),
    "evaluation.problems.hint": Text(
        "请填写实施中的主要问题及其原因。",
        "To be filled in: what stood in the way, and why.",
    ),
    "evaluation.suggestions": Text("对策建议", "Suggestions"),
    "evaluation.suggestions.indicators": Text(
        "请填写：对未完成指标的后续措施。",
        "To be filled in: what is to be done about targets that are not met.",
    ),
    "evaluation.suggestions.projects": Text(
        "请填写：对逾期和续建项目的安排。",
        "To be filled in: what becomes of projects that are overdue or go on.",
    ),
    "evaluation.suggestions.plan": Text(
        "请填写：对规划修订或编制下一个规划的建议。",
        "To be filled in: what the plan's revision or the next plan should take up.",
    ),
    "evaluation.annex": Text("附录：规则、数据与来源", "Annex: rules, data and sources"),
    # ---- the page
    "evaluation.intro": Text(
        "按登记簿和图层编写规划的年度监测、中期或总结评估报告；"
        "程序不知道的内容留作空段，由编写人填写。",
        "Writes the annual, mid-term or final evaluation of the plan from the register and the "
        "layers; what the program cannot know is left as an empty paragraph.",
    ),
    "evaluation.choose.plan": Text("规划", "Plan"),
    "evaluation.choose.kind": Text("报告类型", "Kind"),
    "evaluation.choose.year": Text("评估年份", "Year"),
    "evaluation.choose.lang": Text("报告语言", "Language of the report"),
    "evaluation.lang.zh": Text("中文", "Chinese"),
    "evaluation.lang.en": Text("英文", "English"),
    "evaluation.contains": Text("报告内容", "What is in it"),
    "evaluation.lacks": Text("尚缺内容", "What is missing"),
    "evaluation.hints": Text(
        "另有 {count} 个空段由编写人填写。",
        "{count} more paragraphs are left for whoever writes it.",
    ),
    "evaluation.maps": Text("地图", "Maps"),
    "evaluation.tables": Text("表格", "Tables"),
    "evaluation.indicator_count": Text("指标", "Indicators"),
    "evaluation.project_count": Text("项目", "Projects"),
    "help.evaluate": Text("编写规划评估报告", "Write the evaluation of a plan"),
    "help.evaluate.kind": Text(
        "annual 年度监测 / mid 中期评估 / final 总结评估", "annual / mid / final"
    ),
    "help.evaluate.year": Text("评估年份，默认见说明", "the year whose end is asked about"),
    "help.evaluate.plan": Text("规划编号，默认现行规划", "the plan; the one in force by default"),
    "help.evaluate.out": Text("报告文件", "the file to write"),
    "evaluation.written": Text("已写入评估报告 {file}", "The evaluation is in {file}"),
    "error.evaluation_kind": Text(
        "不认识评估类型“{value}”，可用：{known}。",
        "The kind of evaluation “{value}” is not known; the kinds are: {known}.",
    ),
    "error.evaluation_year": Text(
        "不能评估 {year} 年：请选 {first} 至 {last} 年。",
        "The year {year} cannot be evaluated: choose one from {first} to {last}.",
    ),
    "error.evaluation_out": Text(
        "请用 --out 指明报告文件，或用 --json 输出数据。",
        "Name a file with --out, or ask for the data with --json.",
    ),
}
