// Words for ids that come from speakers. They may be newer than this console,
// so an id without a word here is shown as the speaker says it.
import type { Language } from "./words";

type Names = Record<string, Record<Language, string>>;

const probes: Names = {
  "wifi.association": { en: "Joining the Wi-Fi", zh: "加入 Wi-Fi" },
  "wifi.stability": { en: "Wi-Fi, of late", zh: "近期的 Wi-Fi" },
  "wifi.link": { en: "Wi-Fi link", zh: "Wi-Fi 连接" },
  "wifi.air": { en: "Air around the Wi-Fi", zh: "Wi-Fi 无线环境" },
  "network.address": { en: "Network address", zh: "网络地址" },
  "network.conflict": { en: "Address conflict", zh: "地址冲突" },
  "network.gateway": { en: "Home router", zh: "家用路由器" },
  "network.dns": { en: "Name service (DNS)", zh: "域名解析（DNS）" },
  "network.internet": { en: "Internet", zh: "互联网" },
  "network.broker": { en: "Cloud connection", zh: "云端连接" },
  "network.ipv6": { en: "IPv6", zh: "IPv6" },
  "network.mtu": { en: "Packet size", zh: "数据包大小" },
  "network.loss": { en: "Loss behind the router", zh: "路由器之外的丢包" },
  "network.peers": { en: "Other devices at home", zh: "家中其他设备" },
  "audio.loop": { en: "Speaker and microphones", zh: "扬声器和麦克风" },
  "audio.sweep": { en: "Sound test (rising tone)", zh: "声音测试（升调音）" },
  "audio.electrical": { en: "Sound card and microphones", zh: "声卡和麦克风" },
  "audio.passive": { en: "Sound during playback", zh: "播放中的声音检查" },
  "audio.rub_buzz": { en: "Rub and buzz", zh: "摩擦与异响" },
  "firmware.slots": { en: "Software slots", zh: "软件启动槽" },
  "firmware.identity": { en: "Firmware identity", zh: "固件身份" },
  "firmware.manifest": { en: "Software as released", zh: "软件与发布版本" },
  "firmware.integrity": { en: "Software intact", zh: "软件完整性" },
  "firmware.storage": { en: "Storage", zh: "存储空间" },
  "system.trends": { en: "Forecasts", zh: "趋势预测" },
  "system.resets": { en: "Restarts", zh: "重启原因" },
  "system.services": { en: "Services", zh: "服务" },
  "system.memory": { en: "Memory", zh: "内存" },
  "system.load": { en: "Load", zh: "负载" },
  "system.log": { en: "Log", zh: "日志" },
  "system.thermal": { en: "Temperature", zh: "温度" },
  "system.clock": { en: "Clock", zh: "时钟" },
  "system.identity": { en: "Identity", zh: "身份" },
};

export function probeName(
  id: string, language: Language, served?: string,
): string {
  return probes[id]?.[language] ?? (served || id);
}

const units: Names = {
  count: { en: "", zh: "" },
  days: { en: "days", zh: "天" },
  h: { en: "h", zh: "小时" },
  us: { en: "µs", zh: "µs" },
  C: { en: "°C", zh: "°C" },
};

export function unitName(unit: string, language: Language): string {
  return units[unit]?.[language] ?? unit;
}
