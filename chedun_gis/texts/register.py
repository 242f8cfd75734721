"""Words of the register: its entries, its commands, and sentences for faults in what is entered."""

from layers import Text

REGISTER = {
    "card.from": Text("来源：{source}", "source: {source}"),
    "card.reliability.low": Text("可靠性低，待核实", "doubtful, to be verified"),
    "card.reliability.medium": Text("可靠性中等", "fairly reliable"),
    "measured.growth": Text(
        "{years} 年增速的几何平均（规划期 {first}—{last} 年中有 {count} 年）{doubt}",
        "geometric mean of the growth in {years} ({count} of the years {first} to {last}){doubt}",
    ),
    "measured.rise": Text(
        "{year} 年 {level:g}，比 {base_year} 年 {base:g} 的增幅{doubt}",
        "the rise to {level:g} in {year} over {base:g} in {base_year}{doubt}",
    ),
    "measured.no_base": Text(
        "没有基期（{base} 年或更早）的数值，无法计算增幅。",
        "No value of {base} or before to measure a rise from.",
    ),
    "measured.against": Text(
        "{years} 年年均增速与全区之差，百分点（规划期 {first}—{last} 年中有 {count} 年）{doubt}",
        "mean growth in {years} held against the district's, in points ({count} of the years "
        "{first} to {last}){doubt}",
    ),
    "measured.no_pair": Text(
        "规划期 {first}—{last} 年没有镇、区数值俱全的年份。",
        "No year from {first} to {last} has both the town's value and the district's.",
    ),
    "measured.base_only": Text(
        "规划期 {first}—{last} 年各年均无数据，仅有基期值。",
        "No value of the years {first} to {last} yet, only of the time before.",
    ),
    "measured.each": Text(
        "{years} 年逐年填报，取离目标最远的一年（规划期 {first}—{last} 年中有 {count} 年）{doubt}",
        "each year by itself, {years} ({count} of the years {first} to {last}); the one furthest "
        "from the target is shown{doubt}",
    ),
    "measured.sum": Text(
        "{years} 年合计（规划期 {first}—{last} 年中有 {count} 年）{doubt}",
        "sum of {years} ({count} of the years {first} to {last}){doubt}",
    ),
    "measured.doubtful": Text("；可靠性低，待核实", "; doubtful, to be verified"),
    "basis.reported": Text("填报", "reported"),
    "basis.measured": Text("实测", "measured"),
    "basis.estimated": Text("估计", "estimated"),
    "verdict.submitted": Text("待审核", "submitted"),
    "verdict.accepted": Text("已采纳", "accepted"),
    "verdict.returned": Text("已退回：{reason}", "returned: {reason}"),
    "register.shipped": Text("随数据附带", "with the data"),
    "register.share": Text("完成 {share:.0%}", "{share:.0%} done"),
    "register.planned": Text("计划投资 {amount:,g} 万元", "planned {amount:,g} × 10⁴ yuan"),
    "register.spent": Text("已投资 {amount:,g} 万元", "spent {amount:,g} × 10⁴ yuan"),
    "register.corrects": Text("更正第 {number} 号", "corrects no. {number}"),
    "register.imported": Text("导入图层，版本 {version}", "layer imported as version {version}"),
    "register.restored": Text("恢复图层版本 {version}", "layer version {version} restored"),
    "register.none": Text("没有记录。", "There is no entry."),
    "register.entered": Text(
        "已记入第 {number} 号：{title}，{words}。", "Entered as no. {number}: {title}, {words}."
    ),
    "register.submitted": Text(
        "已提交第 {number} 号，待审核：{title}，{words}。",
        "Submitted as no. {number}, to be reviewed: {title}, {words}.",
    ),
    "register.accepted": Text("第 {number} 号已采纳。", "No. {number} is accepted."),
    "register.returned": Text(
        "第 {number} 号已退回，原因：{reason}。", "No. {number} is returned: {reason}."
    ),
    "register.template": Text("模板已写入 {file}。", "The template is in {file}."),
    "register.nothing": Text(
        "登记簿尚无记录，以数据文件为准。", "The register is empty; what counts are the data files."
    ),
    "register.whole": Text(
        "登记簿完整，共 {count} 条，链首 {head}",
        "The register is whole: {count} events, head {head}",
    ),
    "register.changed": Text(
        "登记簿不完整：第 {number} 号被改动。",
        "The register is not whole: no. {number} was changed.",
    ),
    "register.removed": Text(
        "登记簿不完整：第 {number} 号被删除。",
        "The register is not whole: no. {number} was removed.",
    ),
    "register.put_in": Text(
        "登记簿不完整：第 {number} 号是插入的。",
        "The register is not whole: no. {number} was put in.",
    ),
    "register.cut": Text(
        "登记簿不完整：自第 {number} 号起的记录被截去。",
        "The register is not whole: it was cut from no. {number} on.",
    ),
    "register.anew": Text(
        "登记簿被重写：第 {number} 号与所留链首不符。",
        "The register was written anew: no. {number} is not what the head that was kept says.",
    ),
    "register.layer_other": Text(
        "图层“{layer}”与登记簿最后记入的版本 {version} 不符，请核对后重新导入或恢复。",
        "The layer “{layer}” is not the version {version} that was entered last; check it, then "
        "import or restore it.",
    ),
    "register.backup": Text("备份已写入 {file}，链首 {head}", "The copy is in {file}, head {head}"),
    "report.head": Text(
        "登记簿链首：{head}。以 audit --against 核对本报告之后登记簿是否被截去或重写。",
        "Head of the register: {head}. By audit --against it is seen whether the register was cut "
        "or written anew after this report.",
    ),
    "entry.measured_by": Text("本程序按图层计算", "computed from the layers by this program"),
    "entry.measured": Text("记录 {year} 年实测值", "Record the measured value of {year}"),
    "entry.measured.about": Text(
        "把现在的数值连同区间、规则、数据状态与依据记入登记簿，供以后对照。",
        "Enter the figure as it is now with bounds, rule, state of the data and basis.",
    ),
    "register.title": Text("登记簿", "The register"),
    "register.about": Text(
        "项目进展与指标数值的每一次填报和审核，只增不改；链首 {head}。",
        "Every entry and review of projects and indicators, only ever added; head {head}.",
    ),
    "register.number": Text("编号", "No."),
    "register.subject": Text("项目或指标", "Project or indicator"),
    "register.date": Text("日期", "Date"),
    "register.words": Text("内容", "What it says"),
    "register.verdict": Text("审核", "Review"),
    "register.check": Text("核对完整性", "Verify"),
    "register.waiting": Text("待审核的记录", "Entries to be reviewed"),
    "register.accept": Text("采纳", "Accept"),
    "register.return": Text("退回", "Return"),
    "register.reason": Text("退回的原因", "Why it is returned"),
    "register.sample": Text("水样 {taken}，{count} 项", "water sample {taken}, {count} items"),
    "register.person": Text("账户：{role}", "account: {role}"),
    "register.person_gone": Text("账户已停用", "account taken away"),
    "water.keep": Text("留存这 {count} 个样品", "Keep these {count} samples"),
    "water.kept": Text(
        "{count} 个样品已记入登记簿，今后在“本镇数据”中使用。",
        "{count} samples are entered; they count among the town's own from now on.",
    ),
    "water.source.hint": Text("监测报告名称、监测单位", "report, laboratory"),
    "card.of_place": Text("位置依据", "of its place"),
    "card.of_new": Text("立项依据", "of the project"),
    "card.picture": Text("现场照片", "picture"),
    "card.paper": Text("附件（PDF）", "document (PDF)"),
    "entry.attachment": Text("照片或 PDF（至多 20 MB）", "Picture or PDF (at most 20 MB)"),
    "entry.attachment.help": Text(
        "照片会重新编码，去掉拍摄地点、设备等信息。",
        "A picture is written anew without place, device and what else stood in it.",
    ),
    "entry.status": Text("更新进展", "Update status"),
    "entry.status_of": Text("更新进展：{title}", "Update status: {title}"),
    "entry.value_of": Text("记入年度数值：{title}", "Enter a year's value: {title}"),
    "explain.form": Text("记入原因说明：{title}", "Explain a year's value: {title}"),
    "explain.note": Text("原因说明（编入评估报告）", "Explanation (printed in evaluations)"),
    "explain.hint": Text(
        "如：为何提前完成，为何落后，采取了哪些措施", "why it is ahead or behind, and what was done"
    ),
    "explain.title": Text("原因说明", "Explanations"),
    "entry.series": Text("哪一项数值", "Which values"),
    "entry.value_in": Text("数值（{unit}）", "Value ({unit})"),
    "entry.date": Text("日期（年、年-月或年-月-日）", "Date (year, year-month or day)"),
    "entry.stage": Text("阶段", "Stage"),
    "entry.share": Text("完成比例（%）", "Done (%)"),
    "entry.planned_10k_yuan": Text("计划投资（万元）", "Planned (10⁴ yuan)"),
    "entry.spent_10k_yuan": Text("已投资（万元）", "Spent (10⁴ yuan)"),
    "entry.source": Text("来源（必填）", "Source (required)"),
    "entry.source.hint": Text("文件名称、网址或经办人", "document, address or person"),
    "entry.reliability": Text("可靠性", "Reliability"),
    "entry.reliability.high": Text("高", "high"),
    "entry.reliability.medium": Text("中", "medium"),
    "entry.reliability.low": Text("低，待核实", "low, to be verified"),
    "entry.corrects": Text("更正哪一条记录", "Which entry it corrects"),
    "entry.corrects.none": Text("不更正，新的记录", "none, it is a new entry"),
    "entry.save": Text("记入登记簿", "Enter"),
    "entry.done": Text("已记入第 {numbers} 号。", "Entered as no. {numbers}."),
    "entry.submitted": Text(
        "已提交第 {numbers} 号，待审核。", "Submitted as no. {numbers}, to be reviewed."
    ),
    "entry.workbook": Text("用 Excel 批量记入", "Enter many values by Excel"),
    "entry.workbook.about": Text(
        "下载模板，填写数值与来源后上传；核对无误后一次记入，有错则一行也不记。",
        "Download the template, fill in values and sources, upload it; all rows are entered at "
        "once, or none when one is wrong.",
    ),
    "entry.workbook.file": Text("填好的 Excel", "The filled workbook"),
    "entry.workbook.wrong": Text(
        "有 {count} 处错误，一行也未记入；改正后重新上传。",
        "{count} faults, nothing was entered; correct them and upload it again.",
    ),
    "entry.workbook.save": Text("全部记入（{count} 个数值）", "Enter all ({count} values)"),
    "entry.template": Text("下载模板", "Download the template"),
    "file.values-template": Text("指标填报模板", "indicator-values"),
    "entry.body": Text("责任单位", "Responsible body"),
    "entry.note": Text("备注", "Remark"),
    "entry.needed": Text("请填写{field}。", "Fill in: {field}."),
    "entry.who": Text("填报人", "Entered by"),
    "entry.at": Text("填报时间", "Entered at"),
    "project.new": Text("新增项目", "New project"),
    "project.place": Text("更新位置", "Update place"),
    "project.place_of": Text("更新位置：{title}", "Update place: {title}"),
    "project.correct": Text("更正项目信息", "Correct the project"),
    "project.correct_of": Text("更正项目信息：{title}", "Correct the project: {title}"),
    "project.unpoint": Text("取消点选", "Unset"),
    "project.busy": Text("请先完成或取消正在填写的项目。", "Finish or cancel the open form first."),
    "project.cancel": Text("取消", "Cancel"),
    "project.click": Text(
        "在地图上点一下定位；只知道片区的，选“仅知所在片区”和片区。",
        "Click on the map to say where it is; if only its zone is known, choose so and the zone.",
    ),
    "project.no_point": Text("尚未点选位置", "No place has been clicked yet"),
    "project.point": Text(
        "已点选：东经 {lng:.5f}°，北纬 {lat:.5f}°", "Clicked: {lng:.5f}° E, {lat:.5f}° N"
    ),
    "project.name_zh": Text("项目名称（必填）", "Chinese name (required)"),
    "project.name_en": Text("英文名", "English name"),
    "project.sector": Text("领域", "Sector"),
    "project.clause": Text("规划章节", "Clause of the plan"),
    "project.target_year": Text("目标年份", "Target year"),
    "project.no_stage": Text("不详", "unknown"),
    "project.location": Text("位置类型", "How the place is known"),
    "project.where": Text("位置（在地图上点选）", "place (click on the map)"),
    "project.accuracy": Text("精度（米）", "Accuracy (m)"),
    "project.zone": Text("所在片区", "Zone"),
    "project.no_zone": Text("不填", "none"),
    "submitted.switch": Text(
        "同时显示待审核的填报（{count} 条）", "Show beside what is to be reviewed ({count} entries)"
    ),
    "values.id": Text("指标编号", "Indicator"),
    "values.name": Text("指标名称", "Name"),
    "values.unit": Text("单位", "Unit"),
    "values.last_year": Text("上次年份", "Last year"),
    "values.last_value": Text("上次数值", "Last value"),
    "values.year": Text("年份", "Year"),
    "values.value": Text("数值", "Value"),
    "values.source": Text("来源", "Source"),
    "values.basis": Text("依据", "Basis"),
    "help.accept": Text("采纳", "it counts from now on"),
    "help.against": Text("留存的链首，编号:散列", "a head that was kept, NUMBER:HASH"),
    "help.as_of": Text("项目按该日期的阶段：2023、2023-06", "projects as known of a date: 2023-06"),
    "help.audit": Text("核对登记簿是否完整", "Verify the register; exit 1 when it is not whole"),
    "help.backup": Text("备份登记簿", "Copy the register into one file"),
    "help.backup.file": Text("新的 .sqlite 文件", "a new .sqlite file"),
    "help.basis": Text("reported 填报 | measured 实测 | estimated 估计", "how it is known"),
    "help.body": Text("责任单位", "responsible body"),
    "help.corrects": Text("更正第几号", "number of the entry that it corrects"),
    "help.date": Text("日期：2024、2024-06 或 2024-06-30", "as exact as it is known"),
    "help.done": Text("完成比例，0–1", "share done, 0–1"),
    "help.event": Text("记录编号", "number of an entry"),
    "help.history": Text("项目或指标的历次记录", "What was entered of a project or an indicator"),
    "help.indicator": Text("指标编号", "indicator id"),
    "help.note": Text("备注", "remark"),
    "help.accuracy": Text("位置精度（米）", "accuracy of the place, m"),
    "help.at": Text("经度,纬度（WGS 84）", "LON,LAT (WGS 84)"),
    "help.clause": Text("规划章节，如 9.2.2", "the plan's clause"),
    "help.location": Text("位置类型", "how the place is known"),
    "help.name_en": Text("英文名", "English name"),
    "help.new_project": Text("新增项目", "Enter a project that is new"),
    "help.new_project.name": Text("项目名称", "its Chinese name"),
    "help.project_place": Text("记入项目的位置", "Enter where a project is"),
    "help.sector": Text("领域", "sector"),
    "help.target_year": Text("目标年份", "year by which it is to be done"),
    "help.zone": Text("所在片区编号", "id of the zone that it lies in"),
    "help.planned": Text("计划投资（万元）", "planned, 10⁴ yuan"),
    "help.record": Text(
        "把图层现在测得的指标值记入登记簿", "Enter what the layers say today of the indicators"
    ),
    "help.record.indicator": Text("指标编号，省略为全部可测的", "indicator id, else all measured"),
    "help.project": Text("项目编号", "project id"),
    "help.reliability": Text("high 高 | medium 中 | low 低", "how sure it is"),
    "help.return": Text("退回的原因", "why it goes back"),
    "help.review": Text("审核一条记录", "Review an entry"),
    "help.source": Text("来源：文件、网址、经办人", "document, address or person"),
    "help.spent": Text("已投资（万元）", "spent, 10⁴ yuan"),
    "help.stage": Text("阶段", "stage"),
    "help.status": Text("记入项目的阶段", "Enter what has become of a project"),
    "help.subject": Text("项目或指标编号，省略为全部", "project or indicator id, else all"),
    "help.submit": Text("只提交，待审核", "leave it to be reviewed"),
    "help.explain": Text(
        "记入某年指标完成情况的原因说明", "Enter why an indicator stands as it does in a year"
    ),
    "help.explain.note": Text("原因说明，编入评估报告", "the words that evaluations print"),
    "help.value": Text("记入指标的年度数值", "Enter a year's value of an indicator"),
    "help.value.value": Text("数值，单位见指标表", "in the indicator's unit"),
    "help.value_table": Text(
        "由 Excel 记入多个指标的数值", "Enter values of indicators from a workbook"
    ),
    "help.value_table.file": Text("填好的模板", "the filled template"),
    "help.year": Text("年份", "year"),
    "error.date_wrong": Text(
        "“{value}”不是日期，应为 2023、2023-06 或 2023-06-30。",
        "“{value}” is no date; give 2023, 2023-06 or 2023-06-30.",
    ),
    "error.not_measured": Text(
        "现有图层测不出指标“{value}”，没有可记录的数值。",
        "The layers do not measure “{value}” now; there is nothing to record.",
    ),
    "error.attachment_large": Text(
        "附件“{file}”超过 {limit_mb} MB，请压缩后再传。",
        "“{file}” is larger than {limit_mb} MB; make it smaller.",
    ),
    "error.attachment_kind": Text(
        "附件“{file}”不是 JPEG、PNG、WebP 图片或 PDF。", "“{file}” is no JPEG, PNG, WebP or PDF."
    ),
    "error.attachment_broken": Text(
        "附件“{file}”不完整或已损坏，请重新导出后再传。",
        "“{file}” is broken or not whole; export it again.",
    ),
    "error.attachment_pixels": Text(
        "图片“{file}”超过 {limit} 像素，请缩小后再传。",
        "“{file}” has more than {limit} pixels; make it smaller.",
    ),
    "error.entry_wrong": Text("填写有误，未记入。{problems}", "Not entered. {problems}"),
    "error.indicator_unknown": Text(
        "没有指标“{value}”，可用：{known}。", "There is no indicator “{value}”; there are: {known}."
    ),
    "error.place_form": Text(
        "“{value}”不是位置，请先写经度后写纬度，以逗号分隔。",
        "“{value}” is no place; give longitude and latitude with a comma between.",
    ),
    "error.place_outside": Text(
        "位置不在本镇范围内，请重新点选。", "The place is outside of the town; choose another."
    ),
    "error.zone_unknown": Text(
        "没有片区“{value}”，请从片区图层中选择。",
        "There is no zone “{value}”; choose one of the layer of zones.",
    ),
    "error.project_unknown": Text(
        "没有项目“{value}”；编号见项目、道路、片区图层。",
        "There is no project “{value}”; ids are those of the layers projects, roads and zones.",
    ),
    "error.year_twice": Text(
        "{value} 年的数值在本表中重复，请只留一个。",
        "There are two values of {value} in this table; keep one.",
    ),
    "error.values_needed": Text(
        "请给出填好的 Excel，或用 --template 写出模板。",
        "Give a filled workbook, or write a template by --template.",
    ),
    "error.values_none": Text(
        "“{file}”中没有填写数值，请填写后再试。", "“{file}” holds no value; fill in some."
    ),
    "error.return_reason": Text("退回须写明原因。", "Say why it is returned."),
    "error.review_verdict": Text(
        "请在 --accept 与 --return 中选一个。", "Give either --accept or --return."
    ),
    "error.review_own": Text(
        "第 {number} 号是您自己填的，须由他人审核。",
        "You entered no. {number} yourself; somebody else has to review it.",
    ),
    "error.review_twice": Text(
        "第 {number} 号已经审核；有误时请用新的记录更正。",
        "No. {number} is reviewed already; correct it by a new entry.",
    ),
    "error.event_unknown": Text(
        "没有第 {number} 号记录，请用 history 查看。",
        "There is no entry no. {number}; see history.",
    ),
    "error.correction_other": Text(
        "第 {number} 号不是同一项目或同一指标同一年的记录，请改正编号。",
        "No. {number} is not about the same project, or indicator and year; correct the number.",
    ),
    "error.who_unnamed": Text(
        "无法得知填写人（“{who}”），请以有名称的系统账户运行。",
        "It is not known who enters this (“{who}”); run it under an account with a name.",
    ),
    "error.head_form": Text(
        "“{value}”不是链首，应为 编号:散列，如报告所印。",
        "“{value}” is no head; give NUMBER:HASH as it is printed.",
    ),
    "error.register_busy": Text(
        "登记簿“{where}”正被占用，未记入；请稍后再试。",
        "The register “{where}” is in use, and nothing was entered; try again later.",
    ),
    "error.register_full": Text(
        "登记簿“{where}”所在磁盘已满或出错，未记入；请清理后再试。",
        "The disk of the register “{where}” is full or fails, and nothing was entered; make room.",
    ),
    "error.register_read_only": Text(
        "登记簿“{where}”无法写入或打开，请检查权限。",
        "The register “{where}” cannot be written or opened; check its permissions.",
    ),
    "error.register_lost": Text(
        "登记簿“{where}”连接失败或中断；请检查数据库，再用 history 查看是否已记入。",
        "The register “{where}” cannot be reached; check the database, then see history for what was entered.",
    ),
    "error.register_no_database": Text(
        "“{where}”不是登记簿或已损坏，请用备份恢复。",
        "“{where}” is no register or is damaged; put a backup in its place.",
    ),
    "error.register_damaged": Text(
        "登记簿第 {number} 号记录无法读懂，请运行 audit，并用备份恢复。",
        "No. {number} of the register says nothing; run audit and put a backup in its place.",
    ),
    "error.register_newer": Text(
        "登记簿由较新的版本（{revision}）写成，请更新本程序。",
        "A later version of the program ({revision}) wrote the register; update this one.",
    ),
    "error.register_url": Text(
        "CHEDUN_DATABASE_URL 应形如 postgresql://用户@主机/库名，请改正。",
        "CHEDUN_DATABASE_URL has to be like postgresql://user@host/database; correct it.",
    ),
}
