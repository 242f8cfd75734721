"""Words of the plans: which there are, how one is begun, how two stand side by side, faults."""

from layers import Text

PLANS = {
    "page.plans": Text("规划", "Plans"),
    "plans.title": Text("五年规划", "Plans"),
    "plans.intro": Text(
        "每项规划有年份、指标和项目，计分卡、预警和报告都写明依据哪一项。"
        "下一轮规划可在此起草：沿用的指标和未完成的项目点选即可，新目标填表或由 Excel 导入。",
        "Each plan has its years, indicators and projects; scorecard, warnings and reports say "
        "which one they follow. The next one is drafted here: choose what goes on, then type new "
        "targets or import them from Excel.",
    ),
    "plans.none": Text(
        "数据目录没有规划，因此没有指标；请放入 plans/<编号>/plan.toml、indicators.csv 和 "
        "projects.csv，或在此起草。",
        "The data folder holds no plan, and so there are no indicators; put plans/<id>/plan.toml, "
        "indicators.csv and projects.csv there, or begin one here.",
    ),
    "plans.plan": Text("规划", "Plan"),
    "plans.id": Text("编号", "Id"),
    "plans.years": Text("年份", "Years"),
    "plans.base": Text("基期年", "Base year"),
    "plans.state": Text("状态", "State"),
    "plans.indicators": Text("指标数", "Indicators"),
    "plans.projects": Text("项目数", "Projects"),
    "plans.kept": Text("保存于", "Kept as"),
    "plans.shipped": Text("数据目录", "data folder"),
    "plans.version": Text("工作区版本 {version}", "version {version} of the workspace"),
    "plans.in_force": Text("现行", "in force"),
    "plans.earlier": Text("已施行", "earlier"),
    "plans.draft": Text("编制中", "draft"),
    "plans.wrong": Text("规划文件有误：", "What is wrong with the files of plans:"),
    "plans.wrong_one": Text("{file} · {line}", "{file} · {line}"),
    "plans.begin": Text("起草下一轮规划", "Begin the next plan"),
    "plans.change": Text("修改“{name}”", "Change “{name}”"),
    "plans.edit": Text("编辑规划", "Edit a plan"),
    "plans.edit.which": Text("编辑哪一项", "Which one"),
    "plans.edit.next": Text("新的一轮（起草）", "a new one (begin)"),
    "plans.name_zh": Text("中文名称", "Name (Chinese)"),
    "plans.name_en": Text("英文名称", "Name (English)"),
    "plans.id.help": Text(
        "文件夹名，用小写字母、数字和连字符，如 15", "the folder: a–z, digits, hyphens, as 15"
    ),
    "plans.first_year": Text("第一年", "First year"),
    "plans.last_year": Text("最后一年", "Last year"),
    "plans.base_year": Text("基期年", "Base year"),
    "plans.put_in_force": Text("已批准，作为现行规划", "adopted, and in force"),
    "plans.put_in_force.help": Text(
        "现行规划是年份最晚、非编制中的一项；计分卡、预警默认用它，由审核员确认。",
        "The last plan by its years that is no draft is in force, and the scorecard's own; a "
        "reviewer says so.",
    ),
    "plans.chapters": Text(
        "章节（每行一章：编号，空格，标题）", "Chapters (one a line: number, blank, title)"
    ),
    "plans.take": Text("列入", "In the plan"),
    "plans.indicator_table": Text("指标与目标", "Indicators and targets"),
    "plans.project_table": Text("项目", "Projects"),
    "plans.before": Text("上轮目标", "Target before"),
    "plans.template": Text("下载 Excel 模板", "Download the Excel template"),
    "file.plan-template": Text("规划模板", "plan-template"),
    "plans.upload": Text("由 Excel 导入目标与项目", "Import targets and projects from Excel"),
    "plans.upload.help": Text(
        "工作簿的两张表即规划的全部指标和项目：删去一行即不列入；已有的指标只填编号和目标也可。",
        "The two sheets are all indicators and projects of the plan: a row that is deleted is not "
        "in it; of a known indicator its id and the target will do.",
    ),
    "plans.upload.wrong": Text("工作簿有 {count} 处错误：", "Faults in the workbook: {count}"),
    "plans.upload.read": Text(
        "工作簿有 {indicators} 项指标、{projects} 个项目，已填入下表，保存后生效。",
        "The workbook holds {indicators} indicators and {projects} projects; they stand in the "
        "tables below until you save.",
    ),
    "plans.save": Text("保存规划", "Save the plan"),
    "plans.saved": Text(
        "“{name}”已保存为版本 {version}。", "“{name}” is saved as version {version}."
    ),
    "plans.reopen": Text("放弃修改，重新打开", "Give up and open again"),
    "plans.take_back": Text("撤回", "Take back"),
    "plans.take_back.help": Text(
        "不再使用工作区中的各版本；版本仍保留，可恢复。",
        "Use none of the workspace's versions any more; they are kept, and can be restored.",
    ),
    "plans.taken_back": Text("规划“{plan}”已撤回。", "The plan “{plan}” is taken back."),
    "plans.restore": Text("恢复版本 {version}", "Restore version {version}"),
    "plans.restored": Text(
        "规划“{plan}”已恢复为版本 {version}。", "The plan “{plan}” is version {version} again."
    ),
    "plans.no_target": Text("未定", "not set"),
    "plans.sheet.indicators": Text("指标", "indicators"),
    "plans.sheet.projects": Text("项目", "projects"),
    "plans.column.id": Text("编号", "id"),
    "plans.column.name_zh": Text("中文名称", "name (Chinese)"),
    "plans.column.name_en": Text("英文名称", "name (English)"),
    "plans.column.unit": Text("单位（英文）", "unit (English)"),
    "plans.column.unit_zh": Text("单位", "unit (Chinese)"),
    "plans.column.target": Text("目标值", "target"),
    "plans.column.target_text_zh": Text("目标表述", "target in words (Chinese)"),
    "plans.column.target_text_en": Text("目标表述（英文）", "target in words (English)"),
    "plans.column.sense": Text("方向", "sense"),
    "plans.column.nature": Text("属性", "nature"),
    "plans.column.kind": Text("类型", "kind"),
    "plans.column.plan_ref": Text("条款", "clause"),
    "plans.column.note_zh": Text("说明", "note (Chinese)"),
    "plans.column.note_en": Text("说明（英文）", "note (English)"),
    "plans.column.rule": Text("规则", "rule"),
    "plans.column.adds": Text("合计方式", "adds up by"),
    "plans.column.entered": Text("填报单位（英文）", "unit entered (English)"),
    "plans.column.entered_zh": Text("填报单位", "unit entered (Chinese)"),
    "plans.column.against": Text("对照序列", "against"),
    "plans.column.against_en": Text("对照名称（英文）", "against, called (English)"),
    "plans.column.against_zh": Text("对照名称", "against, called (Chinese)"),
    "plans.column.layer": Text("图层", "layer"),
    "plans.column.clause": Text("条款", "clause"),
    "plans.column.target_year": Text("目标年份", "target year"),
    "plans.column.target_zh": Text("目标", "target (Chinese)"),
    "plans.column.target_en": Text("目标（英文）", "target (English)"),
    "plans.column.title": Text("名称", "name"),
    "plans.column.stage": Text("阶段", "stage"),
    "plans.compare": Text("与另一项规划对照", "Beside another plan"),
    "plans.compare.none": Text("不对照", "none"),
    "plans.compare.title": Text("{first} 与 {second} 对照", "{first} beside {second}"),
    "plans.compare.common": Text("两项规划共有的指标", "Indicators of both"),
    "plans.compare.only": Text("仅“{plan}”有的指标", "Only in “{plan}”"),
    "plans.compare.base": Text("{plan}：基期值", "{plan}: base"),
    "plans.compare.value": Text("{plan}：现状", "{plan}: value"),
    "plans.compare.target": Text("{plan}：目标", "{plan}: target"),
    "plans.compare.progress": Text("{plan}：进度", "{plan}: progress"),
    "plans.compare.projects": Text("项目去向", "What became of the projects"),
    "plans.compare.fate": Text("去向", "Fate"),
    "plans.compare.carried": Text("沿用", "carried over"),
    "plans.compare.new": Text("新增", "new"),
    "plans.compare.dropped": Text("不再列入", "dropped"),
    "plans.compare.completed": Text("已建成，不再列入", "completed, not in the later plan"),
    "plans.compare.counts": Text(
        "沿用 {carried} 个，新增 {new} 个，不再列入 {dropped} 个（其中已建成 {completed} 个）",
        "carried over: {carried}, new: {new}, not in the later plan: {dropped} (of them completed: "
        "{completed})",
    ),
    "register.plan.begun": Text("起草规划，版本 {version}", "plan begun as version {version}"),
    "register.plan.changed": Text("修改规划，版本 {version}", "plan changed as version {version}"),
    "register.plan.taken_back": Text("撤回规划", "plan taken back"),
    "register.plan.restored": Text("恢复规划版本 {version}", "plan version {version} restored"),
    "register.plan_other": Text(
        "规划“{plan}”与登记簿最后记入的版本 {version} 不符，请核对后重新保存或恢复。",
        "The plan “{plan}” is not the version {version} that was entered last; check it, then save "
        "or restore it.",
    ),
    "error.plan_unknown": Text(
        "没有编号为“{value}”的规划，现有：{known}。",
        "There is no plan “{value}”; the plans are: {known}.",
    ),
    "error.plan_id": Text(
        "“{value}”不能作规划编号，请用小写字母、数字和连字符，如 15。",
        "“{value}” cannot name a plan; use a to z, digits and hyphens, as 15.",
    ),
    "error.plan_years": Text(
        "年份次序不对：基期年 {base} 应早于第一年 {first}，最后一年 {last} 不早于第一年。",
        "The years are in no order: the base year ({base}) must be before the first ({first}), and "
        "the last ({last}) not before the first.",
    ),
    "error.key_twice": Text(
        "“{value}”重复，请只留一行。", "“{value}” is given twice; leave one line."
    ),
    "error.plan_there": Text(
        "编号“{value}”已有规划，请换一个编号，或修改那一项。",
        "There is a plan “{value}” already; choose another id, or change that one.",
    ),
    "error.plan_pointer": Text(
        "工作区中规划“{plan}”的当前版本记录已损坏；请用 plan restore 指定一个版本。",
        "The record of the current version of the plan “{plan}” in the workspace is damaged; name a "
        "version with plan restore.",
    ),
    "error.plan_conflict": Text(
        "规划“{plan}”在您打开之后已被他人修改，本次未写入；请重新打开后再改。",
        "The plan “{plan}” has been changed since you opened it; nothing was written. Open it again.",
    ),
    "error.plan_shipped": Text(
        "规划“{plan}”在工作区没有版本，来自数据目录，不能在此撤回。",
        "The workspace holds no version of the plan “{plan}”; it is the data folder's, and cannot "
        "be taken back here.",
    ),
    "error.plan_none": Text(
        "没有规划，因此没有可报告的指标；请放入 plans/<编号>/，或在“规划”页起草。",
        "There is no plan, and so no indicator to report; put one into plans/<id>/, or begin one on "
        "the page of plans.",
    ),
    "error.plan_choice": Text(
        "不能沿用“{value}”，可选：{known}。", "“{value}” cannot be taken over; there are: {known}."
    ),
    "error.plan_same": Text(
        "请选两项不同的规划对照。", "Choose two different plans to set side by side."
    ),
    "error.plan_project": Text(
        "图层“{layer}”中没有“{value}”；新项目请先在地图页登记。",
        "The layer “{layer}” has no “{value}”; enter a new project on the map page first.",
    ),
    "error.plan_book": Text(
        "“{file}”没有“指标”或“项目”表，请用下载的模板填写。",
        "“{file}” has no sheet “indicators” or “projects”; fill in the template.",
    ),
    "help.plan": Text("规划：列出、起草、修改、撤回、对照", "Plans: list, begin, change, compare"),
    "help.plan.list": Text("列出各项规划", "List the plans"),
    "help.plan.begin": Text("起草一项规划", "Begin a plan"),
    "help.plan.change": Text("修改一项规划", "Change a plan"),
    "help.plan.template": Text("写出 Excel 模板", "Write the Excel template"),
    "help.plan.back": Text("撤回工作区中的规划", "Take back what the workspace holds of a plan"),
    "help.plan.restore": Text("恢复规划的一个版本", "Restore a version of a plan"),
    "help.plan.compare": Text("对照两项规划", "Set two plans side by side"),
    "help.plan.which": Text("规划编号；不填为现行规划", "id of the plan; the one in force if none"),
    "help.plan.id": Text("规划编号，如 15", "id of the plan, as 15"),
    "help.plan.version": Text("版本，如 0002", "version, as 0002"),
    "help.plan.file": Text("填好的工作簿", "the filled workbook"),
    "help.plan.out": Text("写到哪个文件", "the file to write"),
    "help.plan.name": Text("名称", "name"),
    "help.plan.first": Text("第一年", "first year"),
    "help.plan.last": Text("最后一年", "last year"),
    "help.plan.base": Text("基期年", "base year"),
    "help.plan.indicators": Text(
        "沿用的指标：all、none 或以逗号分隔的编号",
        "indicators taken over: all, none, or ids with commas",
    ),
    "help.plan.projects": Text(
        "沿用的项目：open（未完成的）、none 或以逗号分隔的编号",
        "projects taken over: open (not completed), none, or ids with commas",
    ),
    "help.plan.adopt": Text(
        "已批准，作为现行规划；或仍在编制", "adopted: in force from now on, or a draft again"
    ),
}
