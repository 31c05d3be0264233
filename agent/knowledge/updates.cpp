#include "agent/knowledge/updates.hpp"

#include <algorithm>
#include <unistd.h>

#include "agent/hex.hpp"
#include "agent/log.hpp"
#include "agent/output_file.hpp"
#include "probes/board/whole_file.hpp"

namespace soundcheck {

namespace {

std::string hex_of_bytes(std::string_view sha256) {
  Sha256 hash{};
  if (sha256.size() != hash.size())
    return {};
  std::copy(sha256.begin(), sha256.end(), hash.begin());
  return hex_of(hash);
}

bool is_there(const std::string& file) {
  return ::access(file.c_str(), F_OK) == 0;
}

bool holds(const std::string& file, std::string_view bytes) {
  const auto content = read_whole_file(file, max_release_bytes);
  return content && *content == bytes;
}

}  // namespace

KnowledgeUpdates::KnowledgeUpdates(Identity identity,
                                   std::string state_folder,
                                   Ports ports)
    : identity_(std::move(identity)),
      kept_(state_folder + "/knowledge.release"),
      aside_(std::move(state_folder) + "/knowledge.aside"),
      ports_(std::move(ports)),
      installed_hash_(ports_.in_use.mark().hash) {}

Result<KnowledgeRelease> KnowledgeUpdates::open(
    std::string_view payload) const {
  auto release = open_release(payload, ports_.keys, ports_.clock,
                              identity_.tenant, identity_.model);
  if (release && !release->for_model)
    return Error(Errc::denied, "wrong_model: it is not for this product");
  return release;
}

void KnowledgeUpdates::load() {
  const auto read = [](const std::string& file) {
    return read_whole_file(file, max_release_bytes);
  };
  if (is_there(kept_)) {
    const auto payload = read(kept_);
    const auto used = payload ? use_kept(*payload) : payload.error();
    if (!used)
      refuse(used.error());
  }
  if (!is_there(aside_))
    return;
  const auto payload = read(aside_);
  const auto release = payload ? open(*payload) : payload.error();
  if (release && release->version > ports_.in_use.mark().version)
    aside_hash_ = release->hash;
  else  // whatever it was, the cloud has it still
    ::unlink(aside_.c_str());
}

/// After an update of the firmware the installed knowledge may be the newer.
Result<void> KnowledgeUpdates::use_kept(std::string_view payload) {
  const auto release = open(payload);
  auto used = release ? Result<void>() : release.error();
  if (release && release->version > ports_.in_use.mark().version)
    used = use(*release, payload);
  return used ? used : used.error().during(kept_);
}

void KnowledgeUpdates::take(std::string_view payload) {
  if (payload.empty())
    return;
  const auto taken = consider(payload);
  if (taken)
    ports_.in_use.note_refusal({});
  else
    refuse(taken.error());
}

void KnowledgeUpdates::refuse_too_large(std::size_t bytes) {
  refuse(Error(Errc::parse, "too_large: " + std::to_string(bytes) +
                                " bytes, at most " +
                                std::to_string(max_release_bytes)));
}

Result<void> KnowledgeUpdates::consider(std::string_view payload) {
  const auto release = open(payload);
  if (!release)
    return release.error();
  if (uses(release->hash)) {
    // It may come with a new signature, when the key that made the old one
    // ends.
    if (release->hash != installed_hash_)
      keep(payload);
    return {};
  }
  const auto version = ports_.in_use.mark().version;
  if (release->version <= version) {
    return Error(Errc::denied, "not_newer: it is version " +
                                   std::to_string(release->version) +
                                   ", in use is " + std::to_string(version));
  }
  if (!in_cohort(identity_.device, release->version, release->cohort_percent))
    return put_aside(*release, payload);
  return use(*release, payload);
}

Result<void> KnowledgeUpdates::use(const KnowledgeRelease& release,
                                   std::string_view payload) {
  auto knowledge = diagnosis::parse_knowledge(release.knowledge);
  if (!knowledge)
    return knowledge.error().during("unfit");
  // Before it is used: what a report tells of must be there after a restart.
  keep(payload);
  ports_.in_use.replace(std::move(*knowledge));
  if (!aside_hash_.empty()) {
    ::unlink(aside_.c_str());
    aside_hash_.clear();
  }
  log::info("knowledge " + std::to_string(release.version) + " is in use, " +
            release.hash);
  ports_.changed();
  return {};
}

Result<void> KnowledgeUpdates::put_aside(const KnowledgeRelease& release,
                                         std::string_view payload) {
  if (release.hash == aside_hash_ && holds(aside_, payload))
    return {};
  const auto knowledge = diagnosis::parse_knowledge(release.knowledge);
  if (!knowledge)
    return knowledge.error().during("unfit");
  const auto written = replace_file(aside_, payload);
  if (!written)
    return written.error().during("not_kept");
  aside_hash_ = release.hash;
  log::info("knowledge " + std::to_string(release.version) +
            " is for others first, and put aside");
  return {};
}

/// What cannot be written is used all the same, until the next start: it will
/// come again.
void KnowledgeUpdates::keep(std::string_view payload) {
  if (holds(kept_, payload))
    return;
  const auto written = replace_file(kept_, payload);
  if (!written)
    log::error(written.error().during("keeping knowledge").what);
}

void KnowledgeUpdates::refuse(const Error& why) {
  log::warning("knowledge is not used: " + why.what);
  ports_.in_use.note_refusal(why.what);
}

bool KnowledgeUpdates::has(std::string_view sha256) const {
  const auto hash = hex_of_bytes(sha256);
  return !hash.empty() && (uses(hash) || hash == aside_hash_);
}

Result<void> KnowledgeUpdates::adopt(std::string_view sha256) {
  const auto hash = hex_of_bytes(sha256);
  if (!has(sha256))
    return Error(Errc::unsupported, "no such knowledge was received");
  if (uses(hash))
    return {};
  const auto payload = read_whole_file(aside_, max_release_bytes);
  if (!payload)
    return payload.error();
  const auto release = open(*payload);
  if (!release)
    return release.error();
  if (release->hash != hash)
    return Error(Errc::io, aside_ + " was changed");
  return use(*release, *payload);
}

}  // namespace soundcheck
