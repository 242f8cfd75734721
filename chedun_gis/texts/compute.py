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
        "正在计算：已完成 {done} / {total} 部分，{workers} 个计算进程……",
        "Calculating: {done} of {total} parts, {workers} workers…",
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
        "要使用 Dask 计算集群，须先安装 distributed；请安装后重试，或取消 CHEDUN_SCHEDULER（--scheduler）。",
        "A Dask cluster needs the package distributed, which is not installed; install it and try again, or clear CHEDUN_SCHEDULER (--scheduler).",
    ),
    "error.scheduler_unreachable": Text(
        "无法连接计算集群“{address}”，或集群拒绝了本机证书；请检查地址、网络和证书，或取消 CHEDUN_SCHEDULER（--scheduler）。",
        "The cluster “{address}” cannot be reached, or refuses this machine's certificate; check address, network and certificate, or clear CHEDUN_SCHEDULER (--scheduler).",
    ),
    "error.scheduler_form": Text(
        "“{scheduler}”不是可用的计算集群：请写 local:N（本机 N 个进程）、tcp://主机:端口，使用证书时写 tls://主机:端口。",
        "“{scheduler}” names no cluster: write local:N (N processes of this machine), tcp://host:port, or with certificates tls://host:port.",
    ),
    "error.scheduler_keys": Text(
        "加密连接计算集群须同时指明证书文件，以下变量未设置或文件不存在：{names}。",
        "An encrypted connection to a cluster needs all of its files; not set, or not there: {names}.",
    ),
    "error.scheduler_program": Text(
        "集群的计算节点上没有本程序，或版本不同；请在各节点安装同一版本。",
        "The workers of the cluster do not have this program, or another version of it; install the same on each of them.",
    ),
}
