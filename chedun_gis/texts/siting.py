"""Words of the siting page and its command, and the sentences of what can be wrong."""

from layers import Text

SITING = {
    "evidence.unreachable": Text("服务不到", "Out of reach of all"),
    "evidence.sites": Text("选址", "Sites chosen"),
    "evidence.siting": Text("选址", "Siting"),
    "siting.chosen_park": Text("选址公园{number}", "Chosen park {number}"),
    "siting.chosen_stop": Text("选址站点{number}", "Chosen stop {number}"),
    "siting.chosen_near": Text("{name}（近{place}）", "{name} (near {place})"),
    "siting.near": Text("近{place} · {site}", "near {place} · {site}"),
    "siting.stale": Text(
        "条件已改，以下为改动前的结果；请重新计算。",
        "The question has changed: this is the answer to the one before. Find sites anew.",
    ),
    "siting.too_many_drawn": Text(
        "候选地超过 {most} 处，图上不逐一显示；可加大间距。",
        "More than {most} candidates are not drawn one by one; widen the spacing to see them.",
    ),
    "evidence.candidates": Text("候选地", "Candidates"),
    "evidence.too_small": Text("面积不足", "Too small"),
    "evidence.not_inside": Text("不在范围内", "Not inside"),
    "evidence.on_excluded": Text("占用避让地", "On excluded land"),
    "evidence.far_from_road": Text("离道路太远", "Far from a road"),
    "evidence.not_counted": Text("规则不计入", "Not counted by the rule"),
    "siting.persons": Text("{count} 人", "{count} people"),
    "page.siting": Text("选址", "Siting"),
    "siting.title.parks": Text("选址：哪里建公园服务最多", "Siting: where parks serve most"),
    "siting.title.stops": Text(
        "选址：哪里设公交站点服务最多", "Siting: where bus stops serve most"
    ),
    "siting.intro.stops": Text(
        "在候选地中选几处公交站点，使目标片区中不足两条线路的用地最多得到第二条线路；现有站点保留。",
        "Choose sites for bus stops among candidates so that most of the target's areas that fewer "
        "than two lines reach get their second; existing stops stay.",
    ),
    "siting.intro.parks": Text(
        "在候选地中选几处公园，使新增覆盖的居住用地最多；现有公园保留，按所选规则的半径，从公园边界起算。",
        "Choose sites for parks among candidates so that most land is newly covered; existing "
        "parks stay, the rule sets the radius, measured from the park's edge.",
    ),
    "siting.question": Text("问题", "Question"),
    "siting.most": Text("选几处，覆盖最多", "So many sites, most covered"),
    "siting.fewest": Text("全覆盖，最少几处", "All covered, fewest sites"),
    "siting.what": Text("建什么", "What"),
    "siting.parks": Text("公园", "Parks"),
    "siting.stops": Text("公交站点（补第二条线路）", "Bus stops (the second line)"),
    "siting.count": Text("选几处", "How many"),
    "siting.rule": Text("规则", "Rule"),
    "siting.demand": Text("需求", "Demand"),
    "siting.people": Text("按人口计", "Count people"),
    "siting.spacing": Text("候选点间距（米）", "Grid spacing (m)"),
    "siting.area": Text("每处用地（公顷；自有用地为下限）", "Area of a site (ha; own land: least)"),
    "siting.land": Text("候选地", "Candidates"),
    "siting.land_grid": Text("全镇网格", "A grid over the town"),
    "siting.land_own": Text("自有用地文件", "Land of your own file"),
    "siting.land_file": Text(
        "可建设用地（面，任一支持的格式）", "Land that may be built on (polygons, any format)"
    ),
    "siting.conditions": Text("候选地条件", "Conditions"),
    "siting.inside": Text("须在片区内", "Inside these zones"),
    "siting.outside": Text("不得在片区内", "Outside these zones"),
    "siting.avoid_homes": Text("避开居住用地", "Not on residential land"),
    "siting.avoid_water": Text("避开河道两侧（米）", "Distance from rivers (m)"),
    "siting.road": Text("距道路不超过（米，0 为不限）", "At most from a road (m; 0: any)"),
    "siting.per_person": Text("人均公园面积（平方米，0 为不限）", "Park m² a person (0: no limit)"),
    "siting.locked_in": Text("必选候选地", "Must be chosen"),
    "siting.locked_out": Text("排除候选地", "Must not be chosen"),
    "siting.limit": Text("求解时限（秒）", "Time limit (s)"),
    "siting.quick": Text("快速近似（贪心）", "Quick and approximate (greedy)"),
    "siting.ask": Text("开始计算", "Find sites"),
    "siting.candidates": Text(
        "候选地 {count} 处；不符合条件的：{refused}。",
        "{count} candidates; refused: {refused}.",
    ),
    "siting.none_refused": Text("无", "none"),
    "siting.too_small": Text("面积不足 {count}", "too small {count}"),
    "siting.not_inside": Text("不在范围内 {count}", "not inside {count}"),
    "siting.on_excluded": Text("占用避让地 {count}", "on excluded land {count}"),
    "siting.not_counted": Text("规则不计入 {count}", "not counted by the rule {count}"),
    "siting.far_from_road": Text("离道路太远 {count}", "far from a road {count}"),
    "siting.share": Text("覆盖率", "Coverage"),
    "siting.gain": Text("新增覆盖", "Newly covered"),
    "siting.sites": Text("选址数", "Sites"),
    "siting.quality": Text("求解质量", "How good"),
    "siting.optimal": Text("已证明最优", "proven best"),
    "siting.gap": Text("与最优相差不超过 {gap:.1%}", "within {gap:.1%} of the best"),
    "siting.greedy": Text("近似（贪心，至少 63%）", "approximate (greedy, at least 63 %)"),
    "siting.cells": Text("候选地密集，按网格近似选取", "chosen on a grid of cells"),
    "siting.unreachable": Text(
        "任何候选地都服务不到：{amount}。", "No candidate can reach: {amount}."
    ),
    "siting.choices": Text("方案与备选", "Best and alternatives"),
    "siting.best": Text("最优", "Best"),
    "siting.alternative": Text("备选 {number}", "Alternative {number}"),
    "siting.where": Text("候选地", "Sites"),
    "siting.show": Text("图上显示", "Show on the map"),
    "siting.no_gain": Text(
        "没有候选地能增加覆盖，请放宽条件或换一批候选地。",
        "No candidate adds to the coverage; relax the conditions or offer other land.",
    ),
    "siting.to_scenario": Text("转为方案", "Turn into a scenario"),
    "siting.name": Text("选址方案（{count} 处）", "Sites ({count})"),
    "siting.download": Text("下载选址（GeoJSON）", "The sites (GeoJSON)"),
    "siting.new": Text("选址", "Sites chosen"),
    "siting.reach": Text("新增覆盖", "Newly covered"),
    "siting.left": Text("仍未覆盖", "Still not covered"),
    "siting.cannot": Text("服务不到", "Out of reach of all"),
    "siting.sketch": Text(
        "公园与居住用地为示意图形，结果仅供比选，不代表用地可得。",
        "Parks and homes are sketched: the answer compares places and says nothing of who owns "
        "the land.",
    ),
    "cli.site": Text(
        "选址：{sites}；新增 {gain}，覆盖率 {share}。",
        "Sites: {sites}; gains {gain}, coverage {share}.",
    ),
    "error.land_none": Text(
        "请上传候选用地文件，上传后按用地选址。",
        "Upload a file of candidate land; the sites are then chosen among it.",
    ),
    "error.land_position": Text(
        "用地文件的坐标系或坐标基准还不能确定，请在上方选定后继续。",
        "The CRS or the datum of the land is still open; choose it above to go on.",
    ),
    "error.candidates_empty": Text(
        "没有符合条件的候选地，请放宽条件或换一个候选图层。",
        "No candidate keeps the conditions; relax them or choose other candidates.",
    ),
    "error.candidates_many": Text(
        "候选点约 {count} 个，超过 {most} 个；请加大间距或缩小范围。",
        "There would be about {count} candidates, more than {most}; widen the spacing.",
    ),
    "error.site_area_invalid": Text(
        "用地面积 {area_m2} 不是大于 0 的数，请改正。",
        "The area {area_m2} is no number above 0; correct it.",
    ),
    "error.site_count": Text(
        "选址数为 {count}，应为 1 至 {most}（含必选）。",
        "{count} sites are asked for; it must be 1 to {most}, those locked in included.",
    ),
    "error.site_demand_empty": Text(
        "没有需要服务的对象（需求为空，或合计为 0），无法选址。",
        "There is nothing to serve (no demand, or its total is 0), so no site can be chosen.",
    ),
    "error.site_inputs": Text(
        "请用 --rule 指明规则，或用 --demand 指明需求。",
        "Name a rule with --rule, or what is to be served with --demand.",
    ),
    "error.site_unknown": Text(
        "候选地中没有“{site}”，请核对编号。",
        "There is no candidate “{site}”; check the id.",
    ),
    "error.spacing_invalid": Text(
        "间距 {spacing_m} 不是大于 0 的数，请改正。",
        "The spacing {spacing_m} is no number above 0; correct it.",
    ),
}
