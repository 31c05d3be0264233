#include <catch2/catch.hpp>
#include <set>

#include "agent/knowledge/load.hpp"
#include "tests/support/result_printer.hpp"

// The knowledge base as it is shipped.

using namespace soundcheck;
using namespace soundcheck::diagnosis;

namespace {

const Knowledge& shipped() {
  static const Knowledge knowledge = load_knowledge(KNOWLEDGE_FILE).value();
  return knowledge;
}

const std::set<std::string> agreed_faults = {"wifi.radio_dead",
                                             "wifi.not_set_up",
                                             "wifi.security_mismatch",
                                             "wifi.wrong_passphrase",
                                             "wifi.handshake_lost",
                                             "wifi.refused",
                                             "wifi.network_renamed",
                                             "wifi.out_of_range",
                                             "wifi.access_point_gone",
                                             "wifi.network_not_found",
                                             "wifi.not_associated",
                                             "wifi.weak_signal",
                                             "wifi.lossy_link",
                                             "wifi.interference",
                                             "wifi.congestion",
                                             "wifi.hidden_node",
                                             "wifi.weak_uplink",
                                             "wifi.bluetooth",
                                             "wifi.power_save_delay",
                                             "wifi.deauth_storm",
                                             "wifi.roam_trouble",
                                             "wifi.channel_change",
                                             "net.no_carrier",
                                             "net.no_address",
                                             "net.duplicate_address",
                                             "net.no_route",
                                             "net.no_gateway",
                                             "net.slow_gateway",
                                             "net.no_dns_server",
                                             "net.dns_failing",
                                             "net.dns_slow",
                                             "net.captive_portal",
                                             "net.no_internet",
                                             "net.tls_blocked",
                                             "net.tls_untrusted",
                                             "audio.card_missing",
                                             "audio.speaker_muted",
                                             "audio.volume_zero",
                                             "audio.no_output",
                                             "audio.mic_dead",
                                             "audio.volume_low",
                                             "audio.speaker_level",
                                             "audio.speaker_hf_loss",
                                             "audio.speaker_lf_loss",
                                             "audio.rub_buzz",
                                             "audio.amp_clip",
                                             "audio.speaker_thd",
                                             "audio.mic_no_data",
                                             "audio.mic_blocked",
                                             "audio.mic_gain",
                                             "audio.mic_polarity",
                                             "audio.speaker_polarity",
                                             "audio.mic_swap",
                                             "audio.mic_dc",
                                             "audio.mic_stuck_bits",
                                             "audio.clip_in",
                                             "audio.mic_noisy",
                                             "audio.hum",
                                             "audio.wrong_rate",
                                             "audio.dropout",
                                             "audio.clock_drift",
                                             "audio.latency",
                                             "firmware.no_version",
                                             "firmware.disk_full",
                                             "firmware.inodes_full",
                                             "firmware.read_only",
                                             "firmware.filesystem_errors",
                                             "firmware.flash_reserve_low",
                                             "firmware.volume_damaged",
                                             "firmware.many_writes",
                                             "firmware.flash_worn",
                                             "system.memory_exhausted",
                                             "system.cpu_starved",
                                             "system.io_stall",
                                             "system.overheating",
                                             "system.clock_wrong",
                                             "system.clock_unsynchronised",
                                             "system.log_storm",
                                             "system.service_crash_loop",
                                             "system.service_missing",
                                             "system.identity_missing",
                                             "system.certificate_expired",
                                             "system.certificate_expires_soon",
                                             "system.key_readable",
                                             "net.dns_server_dead",
                                             "net.dns_hijack",
                                             "net.tls_host_untrusted",
                                             "net.ipv6_broken",
                                             "net.client_isolation",
                                             "net.mtu_black_hole",
                                             "net.provider_loss",
                                             "net.broker_blocked",
                                             "net.broker_untrusted",
                                             "net.broker_refuses",
                                             "firmware.boot_env_lost",
                                             "firmware.boot_env_damaged",
                                             "firmware.rolled_back",
                                             "firmware.boot_unconfirmed",
                                             "firmware.update_stuck",
                                             "firmware.fallback_slot_damaged",
                                             "system.kernel_panic",
                                             "system.watchdog_reset",
                                             "system.brown_out",
                                             "system.boot_loop",
                                             "firmware.manifest_invalid",
                                             "firmware.system_changed",
                                             "firmware.system_corrupt",
                                             "firmware.component_mismatch",
                                             "system.disk_fills",
                                             "system.memory_leak",
                                             "firmware.flash_ages",
                                             "system.heat_rises",
                                             "system.resets_rise",
                                             "wifi.link_worsens",
                                             "system.voice_silent",
                                             "audio.playback_gaps"};

/// Probes in the order of the catalog, with the findings each of them gives.
const std::vector<std::pair<std::string, std::set<std::string>>> agreed_probes =
    {{"wifi.association",
      {"wifi.radio_dead", "wifi.no_network_stored", "wifi.security_mismatch",
       "wifi.wrong_passphrase", "wifi.handshake_lost", "wifi.refused",
       "wifi.network_renamed", "wifi.out_of_range", "wifi.access_point_gone",
       "wifi.network_not_found"}},
     {"wifi.stability",
      {"wifi.deauth_storm", "wifi.unprotected_deauth", "wifi.channel_changed",
       "wifi.roam_ping_pong", "wifi.roam_slow", "wifi.sticky_access_point"}},
     {"wifi.link",
      {"wifi.not_associated", "wifi.weak_signal", "wifi.high_retries"}},
     {"wifi.air",
      {"wifi.interference", "wifi.congestion", "wifi.hidden_node",
       "wifi.weak_uplink", "wifi.bluetooth", "wifi.power_save_delay"}},
     {"network.address",
      {"network.no_carrier", "network.no_address", "network.no_default_route",
       "network.duplicate_address"}},
     {"network.conflict", {"network.address_claimed"}},
     {"network.gateway", {"network.gateway_no_answer", "network.gateway_slow"}},
     {"network.dns",
      {"network.no_dns_server", "network.dns_no_answer",
       "network.dns_some_silent", "network.dns_wrong_answer",
       "network.dns_slow", "network.dns_hijacked", "network.anchors_silent"}},
     {"network.internet",
      {"network.http_no_answer", "network.portal", "network.tls_no_answer",
       "network.tls_untrusted", "network.tls_host_untrusted"}},
     {"network.broker",
      {"network.broker_no_answer", "network.broker_untrusted",
       "network.broker_refuses"}},
     {"network.ipv6", {"network.ipv6_no_answer", "network.ipv6_slow"}},
     {"network.mtu", {"network.mtu_black_hole"}},
     {"network.loss", {"network.provider_loss", "network.provider_slow"}},
     {"network.peers", {"network.peers_silent"}},
     {"audio.electrical",
      {"audio.card_missing", "audio.playback_off", "audio.volume_zero",
       "audio.mic_dead_digital", "audio.mic_stuck_bits", "audio.mic_dc",
       "audio.mic_noisy", "audio.hum"}},
     {"audio.passive",
      {"audio.no_output_passive", "audio.volume_low_passive",
       "audio.speaker_hf_loss_passive", "audio.speaker_lf_loss_passive",
       "audio.speaker_level_passive", "audio.speaker_polarity_passive",
       "audio.mic_dead_analog_passive", "audio.mic_blocked_passive",
       "audio.mic_gain_passive", "audio.mic_polarity_passive",
       "audio.mic_swap_passive"}},
     {"audio.sweep",
      {"audio.clip_in", "audio.no_output", "audio.wrong_rate", "audio.dropout",
       "audio.clock_drift", "audio.latency", "audio.volume_low",
       "audio.speaker_hf_loss", "audio.speaker_lf_loss", "audio.speaker_level",
       "audio.speaker_polarity", "audio.mic_dead_analog", "audio.mic_blocked",
       "audio.mic_gain", "audio.mic_polarity", "audio.mic_swap",
       "audio.amp_clip", "audio.speaker_thd", "audio.rub_buzz"}},
     {"firmware.slots",
      {"firmware.boot_env_lost", "firmware.rolled_back",
       "firmware.update_stuck", "firmware.fallback_bad",
       "firmware.boot_unconfirmed", "firmware.boot_env_damaged"}},
     {"firmware.identity", {"firmware.no_version"}},
     {"firmware.manifest",
      {"firmware.manifest_untrusted", "firmware.wrong_product",
       "firmware.manifest_rolled_back", "firmware.manifest_expired",
       "firmware.component_mismatch", "firmware.file_changed"}},
     {"firmware.integrity",
      {"firmware.fallback_slot_damaged", "firmware.system_corrupt"}},
     {"firmware.storage",
      {"firmware.disk_full", "firmware.inodes_full", "firmware.read_only",
       "firmware.filesystem_errors", "firmware.flash_worn",
       "firmware.flash_reserve_low", "firmware.volume_damaged",
       "firmware.many_writes"}},
     {"system.resets",
      {"system.kernel_panic", "system.watchdog_reset", "system.brown_out",
       "system.boot_loop"}},
     {"system.services",
      {"system.service_crash_loop", "system.service_missing"}},
     {"system.memory",
      {"system.memory_low", "system.memory_pressure", "system.oom_kills"}},
     {"system.load",
      {"system.cpu_pressure", "system.io_pressure", "system.load_high"}},
     {"system.log", {"system.log_storm"}},
     {"system.thermal", {"system.too_hot", "system.throttled"}},
     {"system.clock", {"system.clock_unsynchronised", "system.clock_wrong"}},
     {"system.identity",
      {"system.identity_missing", "system.key_readable",
       "system.certificate_expired", "system.certificate_expires_soon"}},
     {"system.trends",
      {"system.disk_fills", "system.memory_leak", "firmware.flash_ages",
       "system.heat_rises", "system.resets_rise", "wifi.signal_falls",
       "wifi.retries_rise", "wifi.drops_rise"}},
     {"app.events", {"app.underruns", "app.no_replies"}}};

/// Words that an owner need not know, in lower case; English ones are looked
/// for as whole words.
const std::vector<std::string> jargon_en = {
    "dns",          "ip",         "dhcp",      "gateway",       "rssi",
    "dbm",          "codec",      "ssid",      "bssid",         "tls",
    "http",         "https",      "mac",       "packet",        "packets",
    "latency",      "server",     "servers",   "port",          "ports",
    "protocol",     "emmc",       "inode",     "inodes",        "kernel",
    "cpu",          "firmware",   "carrier",   "route",         "resolver",
    "mqtt",         "ntp",        "daemon",    "probe",         "alsa",
    "mixer",        "oom",        "lease",     "subnet",        "vpn",
    "proxy",        "encryption", "ping",      "bandwidth",     "certificate",
    "certificates", "filesystem", "partition", "configuration", "interface",
    "access",       "reboot"};
const std::vector<std::string> jargon_zh = {
    "DNS",    "IP",       "DHCP",   "网关", "域名",     "协议",   "证书",
    "服务器", "固件",     "编解码", "丢包", "延迟",     "进程",   "内核",
    "分区",   "文件系统", "端口",   "接口", "默认路由", "接入点", "信道",
    "租约",   "加密",     "代理",   "缓存", "MAC",      "TLS",    "HTTP"};

std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : text + ' ') {
    if (std::isalnum(static_cast<unsigned char>(c))) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else {
      words.insert(word);
      word.clear();
    }
  }
  return words;
}

void check_plain(const std::string& id, const Text& text) {
  const auto words = words_of(text.en);
  for (const auto& word : jargon_en) {
    INFO(id << " (en): " << text.en << " has \"" << word << '"');
    CHECK(!words.contains(word));
  }
  for (const auto& word : jargon_zh) {
    INFO(id << " (zh): " << text.zh << " has " << word);
    CHECK(text.zh.find(word) == text.zh.npos);
  }
}

}  // namespace

TEST_CASE("the knowledge base has exactly the faults agreed on") {
  std::set<std::string> there;
  for (const auto& fault : shipped().faults)
    there.insert(fault.id);

  CHECK(there == agreed_faults);
}

TEST_CASE("each probe has its gate, in order, and exactly its findings") {
  std::vector<std::pair<std::string, std::set<std::string>>> there;
  for (const auto& gate : shipped().gates) {
    std::set<std::string> findings;
    for (const auto& finding : shipped().findings) {
      if (finding.probe_id == gate.probe_id)
        findings.insert(finding.id);
    }
    there.emplace_back(gate.probe_id, findings);
  }

  CHECK(there == agreed_probes);
}

TEST_CASE("owners' texts are free of jargon") {
  for (const auto& fault : shipped().faults)
    check_plain(fault.id, fault.owner);
  for (const auto& remedy : shipped().remedies) {
    check_plain(remedy.id, remedy.owner);
    check_plain(remedy.id, remedy.title);
  }
}

TEST_CASE("owners' texts end like sentences and stay short") {
  for (const auto& fault : shipped().faults) {
    INFO(fault.id);
    CHECK(fault.owner.en.ends_with('.'));
    CHECK(fault.owner.zh.ends_with("。"));
    CHECK(fault.owner.en.size() <= 200);
    CHECK(fault.owner.zh.size() <= 300);
  }
}
