#include "cloud-sim/store/bundles.hpp"

#include "cloud-sim/wire/identifiers.hpp"

namespace soundcheck::cloud {
namespace {

/// How long a token opens the door.
constexpr UnixMs token_lifetime_ms = 60 * 60 * 1000;

constexpr std::string_view columns =
    "SELECT command, device, created_ms, total, received, reference, sha256 "
    "FROM bundles ";

Bundle read_bundle(const Query& q) {
  return {.command = q.text(0),
          .device = q.text(1),
          .created_ms = q.integer(2),
          .total = q.integer(3),
          .received = q.integer(4),
          .reference = q.text(5),
          .sha256 = q.text(6)};
}

std::optional<Bundle> first(Query& query) {
  if (!query.step())
    return std::nullopt;
  return read_bundle(query);
}

}  // namespace

void insert_bundle(Sqlite& db,
                   const Bundle& bundle,
                   const std::string& token,
                   const StoreLimits& limits) {
  db.run(
      "INSERT INTO bundles(command, device, created_ms, token_hash) "
      "VALUES(?, ?, ?, ?)",
      bundle.command, bundle.device, bundle.created_ms, sha256_hex(token));
  db.run(
      "DELETE FROM bundles WHERE device = ?1 AND command NOT IN (SELECT "
      "command FROM bundles WHERE device = ?1 ORDER BY created_ms DESC LIMIT "
      "?2)",
      bundle.device, limits.bundles_per_device);
}

std::optional<Bundle> find_bundle(Sqlite& db, const std::string& command) {
  const auto query =
      db.query(std::string(columns) + "WHERE command = ?", command);
  return first(*query);
}

std::optional<Bundle> bundle_for_upload(Sqlite& db,
                                        const std::string& command,
                                        const std::string& token,
                                        UnixMs now_ms) {
  const auto query =
      db.query(std::string(columns) +
                   "WHERE command = ? AND token_hash = ? AND created_ms > ?",
               command, sha256_hex(token), now_ms - token_lifetime_ms);
  return first(*query);
}

std::vector<Bundle> list_bundles(Sqlite& db, const std::string& device) {
  const auto query = db.query(
      std::string(columns) + "WHERE device = ? ORDER BY created_ms DESC",
      device);
  std::vector<Bundle> bundles;
  while (query->step())
    bundles.push_back(read_bundle(*query));
  return bundles;
}

void describe_bundle(Sqlite& db,
                     const std::string& command,
                     const std::string& reference,
                     const std::string& sha256) {
  db.run("UPDATE bundles SET reference = ?2, sha256 = ?3 WHERE command = ?1",
         command, reference, sha256);
}

void append_piece(Sqlite& db,
                  Bundle& bundle,
                  std::int64_t total,
                  const std::string& bytes) {
  db.run("INSERT INTO bundle_pieces(command, at, data) VALUES(?, ?, ?)",
         bundle.command, bundle.received, Blob{bytes});
  bundle.total = total;
  bundle.received += static_cast<std::int64_t>(bytes.size());
  db.run("UPDATE bundles SET total = ?2, received = ?3 WHERE command = ?1",
         bundle.command, bundle.total, bundle.received);
}

std::string bundle_bytes(Sqlite& db, const std::string& command) {
  const auto query = db.query(
      "SELECT data FROM bundle_pieces WHERE command = ? ORDER BY at", command);
  std::string bytes;
  while (query->step())
    bytes += query->text(0);
  return bytes;
}

}  // namespace soundcheck::cloud
