import type { enConnection } from "./en_connection";

export const zhConnection: typeof enConnection = {
  connection: {
    title: "连接",
    ladder: "从无线到云端",
    noLadder: "还没有做过逐级诊断。",
    rung: {
      broken: "断在这里", behind: "在故障之后，未检测", unknown: "未检测",
    },
    lately: "诊断前的最后几分钟",
    asOf: (age) => `${age}诊断`,
    none: "还没有诊断上报过最近几分钟的情况。",
    more: "显示更早的事件",
    course: "变化趋势",
    noCourse: "还没有上报过 Wi-Fi 数据。",
    byAccessPoint: "由接入点发起",
    byItself: "由音箱发起",
    channel: (n) => `信道 ${n}`,
    mhz: (n) => `${n} MHz`,
    reasonCode: (code, text) => `原因码 ${code}${text && `（${text}）`}`,
    statusCode: (code) => `状态码 ${code}`,
    kind: {
      associated: "已连上 Wi-Fi", disconnected: "已断开 Wi-Fi",
      rejected: "被接入点拒绝", key_failed: "密钥不符",
      network_not_found: "找不到网络", scan_failed: "扫描失败",
      roamed: "切换了接入点", channel_switched: "接入点更换了信道",
      beacons_lost: "收不到接入点的信标",
      unprotected_deauthentication: "收到未受保护的断开帧",
      address_gained: "获得地址", address_lost: "失去地址",
      address_conflict: "地址冲突", broker_online: "已连上云端",
      broker_offline: "与云端断开", link_gained: "网线已接通",
      link_lost: "网线已断开", watch_began: "代理开始监视",
      events_lost: "部分事件丢失", started: "音箱已启动",
    },
    reason: {
      1: "未说明", 2: "密钥已失效", 3: "接入点正在离开", 4: "长时间无活动",
      5: "接入点的设备过多", 6: "未在该处认证", 7: "未在该处关联",
      8: "设备正在离开", 14: "完整性校验失败", 15: "密钥握手超时",
      16: "组密钥更新超时", 23: "802.1X 被拒绝", 34: "丢帧过多",
    },
  },
};
