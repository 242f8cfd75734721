"""Words of what projects add, and of what it comes to once they are finished."""

from layers import Text

FINISHING = {
    "effect.title": Text("建成后增加", "Adds when finished"),
    "effect.withdrawn": Text("撤回申报", "withdrawn"),
    "effect.built_by": Text("由项目建成", "Built by"),
    "effect.enter": Text("申报建成后增加", "Declare what it adds"),
    "effect.enter_of": Text("申报建成后增加：{title}", "What it adds when finished: {title}"),
    "effect.about": Text(
        "写明完工后给哪项指标增加多少，或在图上建成哪一处；再次申报同一内容的，以后一次为准。",
        "Say how much of which indicator it adds when finished, or what of the map it builds; said "
        "again of the same, the later entry counts.",
    ),
    "effect.indicator": Text("指标", "Indicator"),
    "effect.amount": Text("增加的数量（按指标单位）", "Amount (in the indicator's unit)"),
    "effect.feature": Text(
        "图上的公园、道路、站点或设施", "Park, road, stop or facility of the map"
    ),
    "effect.none": Text("不填", "none"),
    "effect.withdraw": Text("撤回这项申报", "Withdraw this declaration"),
    "card.of_effect": Text("申报依据：{words}", "of what it adds: {words}"),
    "added.measured": Text(
        "按图上测算，申报的 {amount} 不另加", "measured on the map; {amount} declared is not added"
    ),
    "added.measured.alone": Text("按图上测算", "measured on the map"),
    "added.declared": Text("含申报数 {amount}", "with the declared {amount}"),
    "added.not_added": Text(
        "申报 {amount}，此类指标不能相加",
        "{amount} declared, which cannot be added to such a figure",
    ),
    "added.unknown": Text(
        "申报 {amount}，现值无数据，不能合计",
        "{amount} declared; there is no figure to add it to",
    ),
    "added.unknown.alone": Text("现值无数据", "there is no figure"),
    "added.same.alone": Text("不变", "unchanged"),
    "finish.title": Text("如果完工", "If they are finished"),
    "finish.about": Text(
        "选定的项目视为完工：在图上有位置的按图上测算，没有的按申报数，同一指标不重复计。",
        "The chosen projects are taken as finished: measured on the map where they have a place "
        "there, by the amounts declared where not, never both for one indicator.",
    ),
    "finish.which": Text("视为完工的项目", "Projects taken as finished"),
    "finish.none": Text("不选", "none"),
    "finish.building": Text("全部在建", "All being built"),
    "finish.planned": Text("全部在建与规划", "All planned or further"),
    "finish.year": Text("按目标年份", "By target year"),
    "finish.hand": Text("逐个选择", "By hand"),
    "finish.until": Text("目标年份不晚于", "Target year until"),
    "finish.list": Text("项目（{count} 个未完工）", "Projects ({count} not finished)"),
    "finish.clear": Text("清空", "None"),
    "finish.counts": Text(
        "{count} 个项目视为完工；达标 {before} 项 → {after} 项。",
        "{count} projects taken as finished; targets met {before} → {after}.",
    ),
    "finish.nothing": Text("没有符合条件的未完工项目。", "No unfinished project is among them."),
    "finish.silent": Text(
        "其中 {count} 个项目没有申报建成后增加什么：{names}。",
        "Of {count} projects it is not declared what they add: {names}.",
    ),
    "finish.rest": Text("其余 {count} 项指标不变。", "The other {count} indicators do not change."),
    "finish.whole": Text(
        "申报数在完工时全部计入，未扣除现值中可能已含的部分。",
        "An amount declared counts in full when the project is finished; what of it the present "
        "value may hold already is not taken off.",
    ),
    "finish.sketch": Text(
        "其中有数值依据示意图形计算，只作说明，不能作为考核结果。",
        "Some of these figures rest on sketched geometry: they illustrate and must not be reported.",
    ),
    "finish.before": Text("现状", "Now"),
    "finish.after": Text("完工后", "When finished"),
    "finish.by": Text("怎样得出", "How it comes about"),
    "finish.homes": Text("公园覆盖居住用地", "Homes near a park"),
    "finish.homes_line": Text(
        "{rule}：{before} → {after}，净增 {hectares} 公顷，{people} 人（摊算）",
        "{rule}: {before} → {after}, {hectares} ha and {people} people (spread) gained",
    ),
    "finish.areas": Text("满足公交线路要求的片区", "Areas with lines enough"),
    "finish.areas_line": Text(
        "{before} 片 → {after} 片，共 {total} 片", "{before} → {after} of {total}"
    ),
    "finish.area_gained": Text(
        "{title}：{before} 条 → {after} 条", "{title}: {before} → {after} lines"
    ),
    "finish.open": Text("作为方案打开", "Open as a scenario"),
    "finish.report": Text("视为完工：{names}", "Taken as finished: {names}"),
    "evidence.finished": Text("完工：{layer}", "Finished: {layer}"),
    "help.effect": Text(
        "申报项目建成后增加什么", "Declare what a project adds when it is finished"
    ),
    "help.effect.amount": Text("增加的数量，按指标单位", "how much, in the indicator's unit"),
    "help.effect.unit": Text("单位，用于核对", "the unit, to be checked"),
    "help.effect.feature": Text(
        "图上的要素，如 parks:park-1", "what of the map it builds: parks:park-1"
    ),
    "help.effect.withdraw": Text("撤回", "withdraw it"),
    "help.finish": Text("项目完工后的指标", "What it comes to once projects are finished"),
    "help.finish.projects": Text("项目编号", "project ids"),
    "help.finish.all": Text("building 全部在建 | planned 全部在建与规划", "a choice of projects"),
    "help.finish.by": Text("目标年份不晚于", "with a target year not later"),
    "help.finish.out": Text("另存为方案文件", "write it as a scenario file too"),
    "ogc.project_effects.title": Text("项目建成后增加", "What projects add"),
    "ogc.project_effects.about": Text(
        "项目申报的建成后增加的指标数量或图上要素，附来源与规划条款。",
        "What projects are declared to add to which indicator, or to build on the map, with source "
        "and clause.",
    ),
    "error.effect_empty": Text(
        "请写明增加的数量和指标，或图上的要素。",
        "Say what it adds: an amount of an indicator, or a feature of the map.",
    ),
    "error.effect_twice": Text(
        "项目“{value}”对同一内容申报了两次，请只留一行。",
        "“{value}” is declared twice for the same; keep one row.",
    ),
    "error.effect_indicator": Text(
        "规划指标表中没有指标“{value}”，请改正编号。",
        "“{value}” is no indicator of the plan; correct its id.",
    ),
    "error.effect_unit": Text(
        "单位“{value}”不是该指标的单位（{expected}），请换算后改正。",
        "“{value}” is not the indicator's unit ({expected}); convert the amount and correct it.",
    ),
    "error.effect_feature": Text(
        "图层 {layer} 中没有要素“{value}”，请改正编号。",
        "The layer {layer} has no feature “{value}”; correct its id.",
    ),
    "error.effect_form": Text(
        "“{value}”不是图上要素，应为 图层:编号，如 parks:park-1。",
        "“{value}” is no feature of the map; give LAYER:ID, such as parks:park-1.",
    ),
    "error.finish_unknown": Text(
        "没有项目或道路“{value}”；编号见项目、道路图层。",
        "There is no project or road “{value}”; ids are those of the layers projects and roads.",
    ),
    "error.finish_none": Text(
        "请给出项目编号，或 --all building、--all planned、--by 2025 之一。",
        "Name projects, or give --all building, --all planned or --by 2025.",
    ),
    "error.finish_choice": Text(
        "“{value}”不是可选的范围，应为 {known}。",
        "“{value}” is no choice of projects; give {known}.",
    ),
}
