#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/assist/assist.hpp"
#include "agent/store/database.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/agent/assist/noted_daemon.hpp"
#include "tests/unit/agent/assist/seen_replies.hpp"
#include "tests/unit/agent/assist/signing.hpp"

namespace soundcheck::test {

/// A speaker with real storage, real keys and three probes: "wifi.link" and
/// "network.dns" take one second, "audio.sweep" makes a sound for two. The
/// remedy "rejoin_wifi" changes something and is confirmed by "wifi.link",
/// "restore_sound" by "audio.sweep"; "reboot_for_memory" is disruptive. Where
/// its folder has "roots/" at a start, it obeys key manifests signed by these.
class Speaker {
 public:
  explicit Speaker(assist::Policy policy = open_door());
  ~Speaker();

  /// A power cut and a new start. The disk stays.
  void reboot();
  /// Lets everything happen that needs no time.
  void settle();
  /// Lets that many handlers run, each with the disk's answer to it.
  void take_steps(int handlers);
  void advance(std::chrono::milliseconds time);
  /// Ends the agent in order.
  void stop();

  /// A command to this speaker, valid for a minute; `verb` is still to be set.
  v1::Command command(std::string id);
  v1::Command in_session(std::string id);
  v1::Command probes(std::string id, std::vector<std::string> probe_ids);
  v1::Command opening(std::string id, std::string operator_name = "ann");
  std::string sign(const v1::Command& command) const;
  std::string sign_bytes(const std::string& bytes) const;

  void receive(const std::string& payload);
  void receive_keys(const std::string& payload);
  void receive(const v1::Command& command) { receive(sign(command)); }
  /// Opens a session and remembers its nonce.
  void open_session(std::string operator_name = "ann");

  std::string audit_text() const;
  std::size_t audit_count(const std::string& kind) const;
  assist::Assist& assist();
  assist::KeyRing& keys();
  /// Starts anew with each reboot.
  ManualClock& clock();

  TemporaryFolder folder;
  SigningKey key;
  SeenReplies replies;
  NotedDaemon daemon;
  std::vector<bool> session_changes;
  std::vector<std::string> complaints;
  std::vector<std::string> probes_started;
  std::vector<std::string> repairs_done;
  std::string session_id = "s0";
  std::string nonce;
  std::uint64_t session_counter = 0;
  std::uint64_t opening_counter = 1000;
  /// From the next start on.
  decltype(assist::Ports::verbs) verbs = assist::find_verb;

 private:
  struct Running;

  assist::Policy policy_;
  std::unique_ptr<Running> running_;
};

}  // namespace soundcheck::test
