// Words for the names of measurements. A probe may measure what this console
// has never heard of; such a name is shown with spaces.
import type { Language } from "./words";

const names: Record<string, Record<Language, string>> = {
  signal: { en: "Signal", zh: "信号强度" },
  noise: { en: "Noise", zh: "噪声" },
  busy: { en: "Channel busy", zh: "信道占用" },
  foreign: { en: "Busy with no Wi-Fi", zh: "非 Wi-Fi 占用" },
  load: { en: "Load at the router", zh: "路由器处负载" },
  ack_signal: { en: "Acknowledged at", zh: "确认信号强度" },
  last_signal: { en: "Signal before the loss", zh: "丢失前的信号强度" },
  scans: { en: "Searches", zh: "搜索次数" },
  access_points: { en: "Access points heard", zh: "听到的接入点" },
  key_failures: { en: "Failed key exchanges", zh: "失败的密钥交换" },
  refusals: { en: "Refusals", zh: "被拒绝次数" },
  retries: { en: "Retries", zh: "重传率" },
  frequency: { en: "Channel frequency", zh: "信道频率" },
  tx_bitrate: { en: "Sending rate", zh: "发送速率" },
  rx_bitrate: { en: "Receiving rate", zh: "接收速率" },
  tx_packets: { en: "Packets sent", zh: "已发送数据包" },
  tx_failed: { en: "Packets lost", zh: "发送失败数据包" },
  beacon_losses: { en: "Beacons lost", zh: "丢失的信标" },
  disconnections: { en: "Disconnections", zh: "被断开次数" },
  roams: { en: "Changes of access point", zh: "切换接入点次数" },
  channel_changes: { en: "Changes of channel", zh: "更换信道次数" },
  other_stronger_by: {
    en: "Other access point stronger by", zh: "另一接入点强",
  },
  connected: { en: "Connected for", zh: "已连接时长" },
  interfaces: { en: "Interfaces", zh: "网络接口" },
  ipv4_addresses: { en: "IPv4 addresses", zh: "IPv4 地址" },
  ipv6_addresses: { en: "IPv6 addresses", zh: "IPv6 地址" },
  default_routes: { en: "Default routes", zh: "默认路由" },
  rtt: { en: "Round trip", zh: "往返时间" },
  loss: { en: "Loss", zh: "丢包率" },
  servers: { en: "Name servers", zh: "域名服务器数" },
  http_status: { en: "HTTP status", zh: "HTTP 状态码" },
  http_name: { en: "HTTP: name lookup", zh: "HTTP：域名解析" },
  http_connect: { en: "HTTP: connected", zh: "HTTP：建立连接" },
  http_total: { en: "HTTP: whole answer", zh: "HTTP：完整应答" },
  https_name: { en: "HTTPS: name lookup", zh: "HTTPS：域名解析" },
  https_connect: { en: "HTTPS: connected", zh: "HTTPS：建立连接" },
  https_tls: { en: "HTTPS: handshake", zh: "HTTPS：握手" },
  https_total: { en: "HTTPS: whole answer", zh: "HTTPS：完整应答" },
  volume: { en: "Volume", zh: "音量" },
  volume_gain: { en: "Volume gain", zh: "音量增益" },
  tone_level: { en: "Tone level", zh: "测试音电平" },
  tone_frequency: { en: "Tone frequency", zh: "测试音频率" },
  thd: { en: "Distortion (THD)", zh: "失真（THD）" },
  thd_n: { en: "Distortion and noise", zh: "失真加噪声" },
  thd_1_khz: { en: "Distortion at 1 kHz", zh: "1 kHz 失真" },
  thd_floor_1_khz: {
    en: "Least distortion that shows", zh: "可测的最小失真" },
  level: { en: "Level", zh: "电平" },
  treble_tilt: { en: "Treble against middle", zh: "高音与中音之差" },
  bass_tilt: { en: "Bass against middle", zh: "低音与中音之差" },
  latency: { en: "Latency", zh: "延迟" },
  clock_drift: { en: "Clock drift", zh: "时钟漂移" },
  residual_crest: { en: "Peaks of the residual", zh: "残差峰值" },
  residual_over_noise: { en: "Residual over noise", zh: "残差高于噪声" },
  predicted_snr: { en: "Expected signal over noise", zh: "预计信噪比" },
  runs: { en: "Tones played", zh: "播放次数" },
  xruns: { en: "Gaps in sound", zh: "断音次数" },
  largest_dc: { en: "DC offset", zh: "直流偏移" },
  playback_xruns: { en: "Gaps in playback", zh: "播放断音" },
  capture_xruns: { en: "Gaps in recording", zh: "录音断音" },
  flash_life_used: { en: "Flash life used", zh: "闪存寿命已用" },
  disk_full_in: { en: "Storage full in", zh: "存储写满还有" },
  flash_worn_in: { en: "Flash worn in", zh: "闪存磨损还有" },
  memory_full_in: { en: "Memory full in", zh: "内存用尽还有" },
  too_hot_in: { en: "Too hot in", zh: "过热还有" },
  signal_weak_in: { en: "Signal too weak in", zh: "信号过弱还有" },
  uptime: { en: "Running for", zh: "已运行时长" },
  starts_24h: { en: "Starts in 24 h", zh: "24 小时内启动次数" },
  crashes_7d: { en: "Crashes in 7 days", zh: "7 天内崩溃次数" },
  available: { en: "Available memory", zh: "可用内存" },
  total: { en: "Total memory", zh: "总内存" },
  swap_free: { en: "Free swap", zh: "空闲交换空间" },
  pressure_some_avg60: { en: "Waits for memory", zh: "等待内存" },
  pressure_full_avg60: { en: "Stalled by memory", zh: "因内存停顿" },
  oom_kills: { en: "Killed for memory", zh: "因内存被终止的进程" },
  restarts: { en: "Services restarted", zh: "服务重启次数" },
  load1: { en: "Load, 1 min", zh: "负载（1 分钟）" },
  load5: { en: "Load, 5 min", zh: "负载（5 分钟）" },
  load15: { en: "Load, 15 min", zh: "负载（15 分钟）" },
  processors: { en: "Processors", zh: "处理器" },
  cpu_pressure_some_avg60: { en: "Waits for CPU", zh: "等待处理器" },
  cpu_pressure_full_avg60: { en: "Stalled by CPU", zh: "因处理器停顿" },
  io_pressure_some_avg60: { en: "Waits for storage", zh: "等待存储" },
  io_pressure_full_avg60: { en: "Stalled by storage", zh: "因存储停顿" },
  http_offset: { en: "Clock off by", zh: "时钟偏差" },
  estimated_error: { en: "Estimated error", zh: "估计误差" },
  rtc_offset: { en: "Hardware clock off by", zh: "硬件时钟偏差" },
  certificate_days_left: {
    en: "Own certificate is good for", zh: "设备证书剩余" },
  authority_days_left: {
    en: "Broker's authority is good for", zh: "CA 证书剩余" },
};

interface Pattern {
  shape: RegExp;
  words: Record<Language, (part: string) => string>;
}

/// What a forecast's measurement is an edge of.
function edgeOf(what: string, language: Language): string {
  return measurementName(what.replaceAll(" ", "_"), language);
}

// Names with a number or a place in them.
const patterns: Pattern[] = [
  { shape: /^server(\d+)$/, words: {
    en: (n) => `Name server ${n}`, zh: (n) => `域名服务器 ${n}` } },
  { shape: /^mic(\d+)_level$/, words: {
    en: (n) => `Microphone ${n}: tone`, zh: (n) => `麦克风 ${n}：测试音` } },
  { shape: /^mic(\d+)_noise$/, words: {
    en: (n) => `Microphone ${n}: noise`, zh: (n) => `麦克风 ${n}：噪声` } },
  { shape: /^mic(\d+)_full_scale$/, words: {
    en: (n) => `Microphone ${n}: clipped`, zh: (n) => `麦克风 ${n}：削顶` } },
  { shape: /^temperature_(.+)$/, words: {
    en: (zone) => `Temperature ${zone}`, zh: (zone) => `温度 ${zone}` } },
  { shape: /^(.+_in)_low$/, words: {
    en: (what) => `${edgeOf(what, "en")}, at the earliest`,
    zh: (what) => `${edgeOf(what, "zh")}（最早）` } },
  { shape: /^(.+_in)_high$/, words: {
    en: (what) => `${edgeOf(what, "en")}, at the latest`,
    zh: (what) => `${edgeOf(what, "zh")}（最晚）` } },
  { shape: /^verified_ago_(.+)$/, words: {
    en: (slot) => `Judged before, slot ${slot.toUpperCase()}`,
    zh: (slot) => `距上次判定，启动槽 ${slot.toUpperCase()}` } },
  { shape: /^verified_(.+)$/, words: {
    en: (slot) => `Read without a fault, slot ${slot.toUpperCase()}`,
    zh: (slot) => `已无误读取，启动槽 ${slot.toUpperCase()}` } },
  { shape: /^available_(.+)$/, words: {
    en: (place) => `Free space ${place}`, zh: (place) => `可用空间 ${place}` } },
  { shape: /^ext4_errors_(.+)$/, words: {
    en: (disk) => `Errors of ${disk}`, zh: (disk) => `${disk} 错误数` } },
  { shape: /^ext4_warnings_(.+)$/, words: {
    en: (disk) => `Warnings of ${disk}`, zh: (disk) => `${disk} 警告数` } },
  { shape: /^written_per_day_(.+)$/, words: {
    en: (disk) => `Written a day to ${disk}`,
    zh: (disk) => `${disk} 每日写入` } },
  { shape: /^written_(.+)$/, words: {
    en: (disk) => `Written so far to ${disk}`,
    zh: (disk) => `${disk} 累计写入` } },
  { shape: /^bad_blocks_(.+)$/, words: {
    en: (flash) => `Bad blocks of ${flash}`, zh: (flash) => `${flash} 坏块` } },
  { shape: /^reserved_blocks_(.+)$/, words: {
    en: (flash) => `Spare blocks of ${flash}`,
    zh: (flash) => `${flash} 备用块` } },
  { shape: /^most_erased_(.+)$/, words: {
    en: (flash) => `Most erases of a block of ${flash}`,
    zh: (flash) => `${flash} 最大擦除次数` } },
  { shape: /^inodes_free_(.+)$/, words: {
    en: (place) => `Free inodes ${place}`,
    zh: (place) => `可用 inode ${place}` } },
];

export function measurementName(name: string, language: Language): string {
  const known = names[name]?.[language];
  if (known) return known;
  for (const { shape, words } of patterns) {
    const part = shape.exec(name)?.[1];
    if (part) return words[language](part.replaceAll("_", " "));
  }
  const spaced = name.replaceAll("_", " ").trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
