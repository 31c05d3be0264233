#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cloud-sim/store/records.hpp"
#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

/// What a device sends once it was asked for its logs. It arrives in pieces,
/// over HTTP, and its description over MQTT, in any order.
struct Bundle {
  std::string command;  ///< that asked for it; also its id
  std::string device;
  UnixMs created_ms = 0;
  std::int64_t total = 0;     ///< bytes, as the upload said; 0 = none began
  std::int64_t received = 0;  ///< bytes from the start
  std::string reference;      ///< for people; empty until the device answered
  std::string sha256;         ///< as the device said, lower-case hex
  std::string operator_name;  ///< who asked for it, and why
  std::string reason;
  /// What the device told of it, as of `reference`.
  std::int64_t items = 0;
  std::int64_t redactions = 0;          ///< how often something was replaced
  std::vector<std::string> unfinished;  ///< items that are not wholly in it
  /// Of the command, see Command::state; empty when it is not kept any more.
  std::string state;
};

void insert_bundle(Sqlite& db,
                   const Bundle& bundle,
                   const std::string& token,
                   const StoreLimits& limits);
std::optional<Bundle> find_bundle(Sqlite& db, const std::string& command);
/// Nothing for a wrong or expired token.
std::optional<Bundle> bundle_for_upload(Sqlite& db,
                                        const std::string& command,
                                        const std::string& token,
                                        UnixMs now_ms);
/// Newest first.
std::vector<Bundle> list_bundles(Sqlite& db, const std::string& device);
/// Writes the device's description of it.
void describe_bundle(Sqlite& db, const Bundle& bundle);
/// Appends what follows what is there.
void append_piece(Sqlite& db,
                  Bundle& bundle,
                  std::int64_t total,
                  const std::string& bytes);
/// Those that are older than bundles are kept go.
void expire_bundles(Sqlite& db, UnixMs now_ms, const StoreLimits& limits);
/// All pieces together.
std::string bundle_bytes(Sqlite& db, const std::string& command);

}  // namespace soundcheck::cloud
