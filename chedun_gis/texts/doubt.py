"""Words on how true a figure is, and on what to survey next."""

from layers import Text

DOUBT = {
    "doubt.likely": Text("可能区间（90%）", "Likely (90 %)"),
    "cli.likely": Text(
        "可能区间（90%）{low} – {high}；最坏情形 {worst_low} – {worst_high}。",
        "Likely (90 %) {low} – {high}; worst case {worst_low} – {worst_high}.",
    ),
    "doubt.beside": Text("可能 {interval}", "likely {interval}"),
    "doubt.interval": Text("{low} – {high}", "{low} – {high}"),
    "doubt.not_of_place": Text(
        "该数值只取决于项目进展或填报，不取决于图形位置，没有可能区间。",
        "This figure depends on what was entered, not on where shapes lie: it has no likely interval.",
    ),
    "doubt.how": Text("可能区间怎样得出", "How the likely interval is made"),
    "doubt.method": Text(
        "按各要素的位置精度随机移动全部图形 {draws} 次（固定种子，可重复），每次重新计算；九成结果落在可能区间内，"
        "上下各余半成。最坏情形假定全部误差同向，可能区间则让相互独立的误差大多抵消；"
        "示意图形若彼此画得过于贴合，按图计算的数值可能落在区间之外。",
        "All shapes are moved at random within their accuracy {draws} times (fixed seed, so it can be "
        "repeated) and the figure is worked out each time; nine tenths of the results lie in the "
        "likely interval, a twentieth on either side. The worst case has all errors point one way; "
        "here independent errors mostly cancel. Where sketches were drawn to fit one another, the "
        "figure as mapped may lie outside it.",
    ),
    "doubt.shared": Text(
        "{source}：误差方差的 {percent:.0f}% 为该来源全部要素共有（来源声明）。",
        "{source}: its features share {percent:.0f} % of the variance of their error (declared).",
    ),
    "doubt.shared_assumed": Text(
        "{source}：假定误差方差的 {percent:.0f}% 为该来源全部要素共有（来源未声明）。",
        "{source}: assumed that its features share {percent:.0f} % of the variance of their error "
        "(the source does not say).",
    ),
    "doubt.area": Text(
        "示意轮廓的面积另按 {low:g} 至 {high:g} 倍缩放（假定，对数均匀）。",
        "The area of a sketched outline is also multiplied by {low:g} to {high:g} (assumed, log-uniform).",
    ),
    "doubt.rest": Text(
        "位置精度是真实位置以 95% 的把握落在其内的半径；误差为各向同性正态分布，整体移动，不旋转不变形。",
        "The accuracy is the radius within which a feature truly lies with 95 %; its error is normal, "
        "alike in all directions, and moves the whole shape without turning or bending it.",
    ),
    "doubt.sampled": Text(
        "地块很多：只取边缘附近的 {count} 块抽样计算，代表其余。",
        "There are very many parcels: {count} near the edge were taken, which stand for the rest.",
    ),
    "doubt.settling": Text(
        "抽取 {draws} 次后：{low} – {high}", "After {draws} draws: {low} – {high}"
    ),
    "doubt.sampling": Text(
        "两端的抽样误差：下端 ±{low}，上端 ±{high}（一个标准误差）。",
        "Sampling error of the ends: ±{low} below, ±{high} above (one standard error).",
    ),
    "doubt.outside": Text(
        "按图数值 {value} 在可能区间之外：示意图形画得过于有利或不利，真实数值多半不是它。",
        "The figure as mapped, {value}, lies outside the likely interval: the sketches happen to fit one "
        "another better or worse than what is true is likely to.",
    ),
    "doubt.certain": Text(
        "{certain} 个地块的结论在至少 95% 的抽取中相同，{open} 个仍不确定。",
        "Parcels whose verdict is the same in at least 95 % of the draws: {certain}; still open: {open}.",
    ),
    "file.survey-order": Text("外业清单", "survey order"),
    "page.survey": Text("先测什么", "Survey next"),
    "survey.title": Text("先测什么", "What to survey next"),
    "survey.intro": Text(
        "所选指标的可能区间因图形位置不准而很宽。本页按每个人日能使区间缩窄多少，排出先测哪些要素；"
        "测量前后用同一组随机抽取比较，预期区间是多种可能真实位置下的平均。",
        "The likely intervals of the figures chosen are wide because shapes may lie elsewhere. Here is "
        "what to survey first: what narrows them most for each day of work. Before and after are held "
        "against each other over the same draws; an expected interval is an average over where things "
        "may truly lie.",
    ),
    "survey.lines": Text(
        "公交线路目标（达标片区比例）", "Bus target (share of areas that meet it)"
    ),
    "survey.figures": Text("要弄准的指标", "Figures to make true"),
    "survey.costs": Text(
        "测量成本（人日，默认值为估计）", "Cost of a survey (person-days; defaults are guesses)"
    ),
    "survey.days_of": Text("每个要素：{layer}", "Each feature: {layer}"),
    "survey.trip": Text("每到一个片区的路程", "The way to a zone and back"),
    "survey.budget": Text("总人日上限", "Person-days at most"),
    "survey.ask": Text("排出测量次序", "Work out the order"),
    "survey.stale": Text(
        "条件已改变，以下是原来的结果。",
        "The conditions have changed; this is the answer to the old ones.",
    ),
    "survey.head": Text(
        "先测这 {count} 处（{days:g} 人日）：{figure}的可能区间由 {low} – {high} 预计缩至约 "
        "{then_low} – {then_high}，{open} 个未定结论中约 {certain} 个可以确定。",
        "Survey these {count} places first ({days:g} person-days): {figure}, likely {low} – {high}, is "
        "expected to become about {then_low} – {then_high}; of {open} open verdicts about {certain} "
        "become certain.",
    ),
    "survey.certain_means": Text(
        "“确定”指在至少 95% 的抽取中结论相同。测量成果按完全准确计；未测要素不因邻近测量而修正。",
        "Certain: the same verdict in at least 95 % of the draws. A survey is taken to be exact; what "
        "is not surveyed is not corrected by it.",
    ),
    "survey.none": Text(
        "在此人日上限内，没有哪项测量能使区间明显缩窄；请提高上限或另选指标。",
        "Within these person-days no survey narrows the intervals noticeably; allow more, or choose "
        "other figures.",
    ),
    "survey.steps": Text("逐步预期", "Step by step"),
    "survey.step": Text("步", "Step"),
    "survey.what": Text("测量对象", "What is surveyed"),
    "survey.days": Text("人日", "Days"),
    "survey.total": Text("累计人日", "Days in all"),
    "survey.expected": Text("{figure}：预期区间", "{figure}: expected"),
    "survey.certain": Text("{figure}：确定", "{figure}: certain"),
    "survey.items": Text("测量清单（{count} 处）", "Places to survey: {count}"),
    "survey.layer": Text("图层", "Layer"),
    "survey.name": Text("名称", "Name"),
    "survey.zone": Text("片区", "Zone"),
    "survey.accuracy": Text("现精度（米）", "Accuracy now (m)"),
    "survey.lon": Text("经度", "Longitude"),
    "survey.lat": Text("纬度", "Latitude"),
    "survey.places": Text("先测的要素", "To be surveyed first"),
    "survey.download": Text(
        "下载外业清单（GeoJSON）", "Download the order for the field (GeoJSON)"
    ),
    "survey.count": Text("{layer} {count} 处", "{layer}: {count}"),
    "work.survey": Text("逐步选择：第 {done} / {total} 步……", "Choosing: step {done} of {total}…"),
    "work.survey_trial": Text(
        "试算各种可能位置：{done} / {total}……",
        "Trying out where things may lie: {done} of {total}…",
    ),
    "error.survey_nothing": Text(
        "所选指标都没有可计算的数据，无从比较测量的作用；请另选指标或先导入图层。",
        "Nothing is known to measure of the figures chosen, so no survey can be weighed; choose other "
        "figures, or import the layers first.",
    ),
    "error.survey_days": Text(
        "“{text}”不是“图层=人日”：图层为 parks、residential、facilities、bus_stops 或 zones，人日不小于 0。",
        "“{text}” is no “layer=days”: the layer is parks, residential, facilities, bus_stops or zones, "
        "the days at least 0.",
    ),
    "help.survey": Text(
        "排出先测哪些要素，指标最快变准", "What to survey first, so that the figures become true"
    ),
    "help.survey.figure": Text(
        "要弄准的指标，可重复：open-parks、elder-care、…、bus-two-lines",
        "a figure to make true, may be repeated: open-parks, elder-care, …, bus-two-lines",
    ),
    "help.survey.budget": Text("人日上限", "person-days at most"),
    "help.survey.trip": Text("到一个片区往返的人日", "person-days of the way to a zone and back"),
    "help.survey.days": Text(
        "某图层每个要素的人日，如 parks=0.5，可重复",
        "person-days for each feature of a layer, as parks=0.5; may be repeated",
    ),
    "help.survey.steps": Text("最多几步", "steps at most"),
    "help.survey.out": Text("外业清单另存为 GeoJSON", "write the order for the field as GeoJSON"),
    "surveyed.title": Text("交回外业成果", "Hand in what was surveyed"),
    "surveyed.intro": Text(
        "在下载的清单里改好轮廓，填上 surveyed_on（日期）与 surveyor（测量人），可另填名称和精度（米，默认 5）；"
        "未填的要素不变，编号不变。",
        "In the order that you took along, correct the outlines and fill in surveyed_on (date) and "
        "surveyor; a name and an accuracy (m, 5 if empty) may be added. What is not filled in stays, and "
        "so do all ids.",
    ),
    "surveyed.file": Text("填好的外业清单", "The order, filled in"),
    "surveyed.found": Text(
        "已填 {count} 处，未填 {unfilled} 处；涉及图层：{layers}。",
        "Filled in: {count}, not filled in: {unfilled}; layers: {layers}.",
    ),
    "surveyed.accept": Text("采用测量成果", "Take the survey in"),
    "surveyed.done": Text("已采用：{versions}。", "Taken in: {versions}."),
    "surveyed.version": Text("{layer} 版本 {version}", "{layer} version {version}"),
    "surveyed.changes": Text("测量带来的变化", "What the survey changes"),
    "surveyed.none": Text("各项指标与区间均未改变。", "No figure and no interval changes."),
    "surveyed.before": Text("之前", "before"),
    "surveyed.after": Text("之后", "after"),
    "surveyed.value": Text("数值：{when}", "Value {when}"),
    "surveyed.worst": Text("最坏情形：{when}", "Worst case {when}"),
    "surveyed.likely": Text("可能区间：{when}", "Likely {when}"),
    "surveyed.turned": Text("结论改变", "Verdicts turned"),
    "surveyed.line": Text(
        "{figure}：{before}（可能 {likely_before}）→ {after}（可能 {likely_after}），{turned} 个结论改变",
        "{figure}: {before} (likely {likely_before}) → {after} (likely {likely_after}), verdicts turned: {turned}",
    ),
    "help.surveyed": Text(
        "采用填好的外业清单，并说明它改变了什么",
        "Take in a survey order that was filled in, and say what it changed",
    ),
    "help.surveyed.file": Text(
        "填好的清单（GeoJSON、GPKG 等）", "the order, filled in (GeoJSON, GPKG, …)"
    ),
    "error.order_wrong": Text(
        "外业清单“{file}”有误，未采用任何内容。{problems}",
        "The survey order “{file}” has faults, nothing was taken in. {problems}",
    ),
    "error.order_empty": Text(
        "“{file}”中没有填好的要素：每处需填 surveyed_on 和 surveyor。",
        "Nothing is filled in in “{file}”: each feature needs surveyed_on and surveyor.",
    ),
    "error.order_unknown": Text(
        "图层“{layer}”中没有编号“{id}”；请勿改动 layer 与 feature_id。",
        "The layer “{layer}” has no feature “{id}”; leave layer and feature_id as they are.",
    ),
    "error.order_twice": Text(
        "编号“{id}”出现两次；请只留一处。", "“{id}” stands there twice; leave one."
    ),
    "error.order_partly": Text(
        "日期与测量人须同时填写。", "Date and surveyor are both needed; fill in both, or neither."
    ),
    "error.order_date": Text(
        "“{value}”不是日期；请写成 2026-11-30。", "“{value}” is no date; write it as 2026-11-30."
    ),
    "error.order_accuracy": Text(
        "精度“{value}”不是不小于 0 的米数。",
        "The accuracy “{value}” is no number of metres of at least 0.",
    ),
    "stale.title": Text("已过期的数据（{count} 处）", "Stale: {count} features"),
    "stale.intro": Text(
        "早于数据声明年限（stale_after.csv）的要素，宜先更新。",
        "Features older than the data says their kind may become (stale_after.csv): to be renewed first.",
    ),
    "stale.line": Text("{layer}：{count} 处，{age}", "{layer}: {count}, {age}"),
    "stale.age": Text(
        "截至 {since}，超过声明年限 {years:g} 年（{source}）",
        "as of {since}, older than the {years:g} years declared ({source})",
    ),
    "stale.register": Text("登记簿", "the register"),
    "error.stale_age": Text(
        "“{layer}”的年限“{value}”有误：应为已有图层，年数不小于 0。",
        "The age “{value}” of “{layer}” is wrong: it must be a known layer and at least 0 years.",
    ),
    "error.figure_unknown": Text(
        "没有名为“{value}”的指标；可用：{known}。", "There is no figure “{value}”; known: {known}."
    ),
}
