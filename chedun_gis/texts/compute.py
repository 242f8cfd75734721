"""Words about questions that take long, and about who answers them."""

from typing import Final

from layers import Text

COMPUTE: Final[dict[str, Text]] = {
    "work.stop": Text("停止计算", "Stop"),
    "work.stopped": Text("已停止计算。", "The calculation was stopped."),
    "work.again": Text("重新计算", "Calculate again"),
    "work.waiting": Text("正在排队，前面还有其他计算……", "Waiting: other calculations come first…"),
    "work.begun": Text("正在计算……", "Calculating…"),
    "work.parts": Text(
        "正在计算：第 {done} / {total} 部分……", "Calculating: {done} of {total} parts…"
    ),
    "work.cover": Text("分析候选地覆盖 {done} / {total}", "Weighing {done} of {total}"),
    "work.highs": Text("优化求解 {done} / {total} 秒", "Solving, {done} of {total} s"),
    "work.pack": Text("正在打包：{done} / {total} 个图层……", "Packing: {done} of {total} layers…"),
    "work.report": Text("正在排版报告……", "Typesetting the report…"),
    "error.work_died": Text(
        "计算进程两次意外中止，可能是内存不足；请缩小范围后重试，或联系管理员。",
        "The process of this calculation ended unexpectedly twice, perhaps for want of memory; "
        "ask about less, or tell the administrator.",
    ),
    "error.scheduler_missing": Text(
        "已设置 CHEDUN_SCHEDULER，但未安装 distributed；请安装后重启，或取消该设置。",
        "CHEDUN_SCHEDULER is set, but the package distributed is not installed; install it and "
        "start again, or clear the setting.",
    ),
    "error.scheduler_unreachable": Text(
        "无法连接 CHEDUN_SCHEDULER 指定的计算集群“{address}”；请检查地址和网络，或取消该设置。",
        "The cluster “{address}” of CHEDUN_SCHEDULER cannot be reached; check the address and the "
        "network, or clear the setting.",
    ),
}
