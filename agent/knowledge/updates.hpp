#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "agent/knowledge/in_use.hpp"
#include "agent/knowledge/signed_release.hpp"

namespace soundcheck {

/// Takes newer knowledge from the cloud, keeps it over a restart, and tells why
/// what came is not used. In the state folder: "knowledge.release" is what is
/// in use instead of the installed file; "knowledge.aside" is newer, but for a
/// cohort that leaves this speaker out. Both are SignedKnowledge as received,
/// written whole or not at all, and believed no more than what comes anew.
///
/// Everything here blocks for as long as a file takes to be written or read,
/// some milliseconds a release: knowledge that a restart takes back must not be
/// told of in a report, and only the service's key can make us write.
class KnowledgeUpdates {
 public:
  struct Ports {
    const assist::KeyRing& keys;
    const Clock& clock;
    KnowledgeInUse& in_use;
    /// What is in use has changed.
    std::function<void()> changed;
  };

  /// All ports outlive it.
  KnowledgeUpdates(Identity identity, std::string state_folder, Ports ports);

  /// Uses what was kept, when it is newer than what is in use. What of it is
  /// not fit any more is told; the installed file stays in use then.
  void load();

  /// A payload of the topic `knowledge`, as received. An empty one tells that
  /// the cloud has taken back what it published, which changes nothing here.
  void take(std::string_view payload);
  /// One was dropped unread.
  void refuse_too_large(std::size_t bytes);

  /// Whether it is in use, or was put aside. `sha256` are its 32 bytes.
  bool has(std::string_view sha256) const;
  /// Uses what was put aside, if it is that. Errors: unsupported (it is not),
  /// and what open_release() says.
  Result<void> adopt(std::string_view sha256);

 private:
  Result<void> use_kept(std::string_view payload);
  Result<void> consider(std::string_view payload);
  Result<void> use(const KnowledgeRelease& release, std::string_view payload);
  Result<void> put_aside(const KnowledgeRelease& release,
                         std::string_view payload);
  Result<KnowledgeRelease> open(std::string_view payload) const;
  void keep(std::string_view payload);
  void refuse(const Error& why);
  bool uses(std::string_view hash) const {
    return ports_.in_use.mark().hash == hash;
  }

  Identity identity_;
  std::string kept_, aside_;  ///< files
  Ports ports_;
  std::string installed_hash_;
  std::string aside_hash_;  ///< empty: nothing is put aside
};

}  // namespace soundcheck
