"""Words on how true a figure is, and on what to survey next."""

from layers import Text

DOUBT = {
    "doubt.likely": Text("可能区间（90%）", "Likely (90 %)"),
    "cli.likely": Text(
        "可能区间（90%）{low} – {high}；最坏情形 {worst_low} – {worst_high}。",
        "Likely (90 %) {low} – {high}; worst case {worst_low} – {worst_high}.",
    ),
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
    "doubt.certain": Text(
        "{certain} 个地块的结论在至少 95% 的抽取中相同，{open} 个仍不确定。",
        "Parcels whose verdict is the same in at least 95 % of the draws: {certain}; still open: {open}.",
    ),
}
