import type { enFirmware } from "./en_firmware";

export const zhFirmware: typeof enFirmware = {
  slots: {
    title: "固件启动槽",
    none: "音箱还没有上报过启动槽情况。",
    untold: "音箱没有上报有哪些启动槽。",
    unsupported: "这台音箱没有可供查询的固件启动槽。",
    asked: (age) => `${age}查询`,
    list: "固件的各个启动槽",
    slot: (name) => `启动槽 ${name}`,
    role: {
      running: "正在运行", next: "下次启动", fallback: "启动失败时接替",
    },
    next: (name) => `下次启动使用启动槽 ${name}。`,
    fallback: (names) => `如果失败，由启动槽 ${names} 接替。`,
    noFallback: "如果失败，没有启动槽可以接替。",
    fact: {
      start: "启动", attempts: "尝试次数", content: "内容",
      installed: "安装时间", integrity: "完整性",
    },
    good: "可以启动", bad: "不会被启动",
    notTold: "未上报",
    attempts: (left, full) => full === null
      ? `还剩 ${left} 次` : `还剩 ${left} 次，共 ${full} 次`,
    written: {
      whole: "写入完整", pending: "正在写入，或写入中断",
      failed: "上次更新失败",
    },
    integrity: { intact: "完好", damaged: "已损坏", unknown: "未检查" },
    partly: (share) => `目前已读取 ${share}，未发现问题`,
    checked: (age) => `${age}检查`,
    settings: (copies, wrong) => wrong > 0
      ? `启动设置：${copies} 份中有 ${wrong} 份损坏或为空`
      : `启动设置：${copies} 份，均完好`,
    found: "发现的问题",
  },
  starts: {
    title: "启动记录及原因",
    none: "还没有上报过启动。",
    noneWithin: "这段时间内没有启动。",
    span: { day: "24 小时", week: "7 天", month: "30 天", year: "12 个月" },
    spans: "显示的时间",
    strip: "各次启动的时间",
    count: (n) => `${n} 次启动`,
    unreported: (n) =>
      `最近一天另有 ${n} 次启动没有上报：音箱运行的时间太短。`,
    reason: {
      panic: "系统崩溃", watchdog: "卡死，由看门狗复位",
      brown_out: "供电电压过低", overheat: "过热", power_cut: "断电",
      unknown: "原因不明", update: "更新", orderly: "正常重启",
    },
    ran: "已知在运行",
    readHint: "将鼠标指向时间条，或在其上按方向键，即可读取每次启动。",
    at: (when, reason, firmware) =>
      `${when}：${reason}${firmware && `，固件 ${firmware}`}`,
    atLatest: (when) => `最晚 ${when}`,
    table: "以表格显示各次启动",
    column: {
      when: "时间", reason: "启动原因", firmware: "固件", ran: "至少运行",
    },
  },
  storage: {
    title: "存储",
    none: "还没有上报过存储数据。",
    space: (mount) => `可用空间：${mount}`,
    main: "系统盘",
    free: (share) => `可用 ${share}`,
    axis: "可用（%）",
    past: "测量值", likely: "预测",
    band: "阴影：预测可能的范围",
    full: (days, low, high) =>
      `照此下去，大约 ${days}后写满（${low}到 ${high}）。`,
    fullOpen: (days, low) =>
      `照此下去，大约 ${days}后写满（最早 ${low}，也可能不会）。`,
    fullNow: "按音箱自己的限值，已经写满。",
    noForecast: "没有预测：音箱没有看到持续下降。",
    flash: "闪存寿命",
    noFlash: "这台音箱的闪存不提供磨损数据。",
    used: (low, high) => `已用 ${low}到 ${high}。`,
    usedUp: "厂商承诺的寿命已全部用完。",
    flashRange: "闪存寿命已用",
    worn: (days, low) => `大约 ${days}后用完，最早 ${low}后。`,
    step: (high, date) => `已用不超过 ${high}，首次上报于 ${date}`,
  },
};
