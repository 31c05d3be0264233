#include "cloud-sim/store/bundles.hpp"

#include "cloud-sim/wire/identifiers.hpp"

namespace soundcheck::cloud {
namespace {

/// How long a token opens the door.
constexpr UnixMs token_lifetime_ms = 60 * 60 * 1000;

constexpr std::string_view columns =
    "SELECT b.command, b.device, b.created_ms, b.total, b.received, "
    "b.reference, b.sha256, b.operator, b.reason, b.items, b.redactions, "
    "b.unfinished, COALESCE(c.state, '') FROM bundles b LEFT JOIN commands c "
    "ON c.id = b.command ";

/// Names of items are printable, so a line feed divides them.
std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names)
    text += name + "\n";
  return text;
}

std::vector<std::string> divided(const std::string& text) {
  std::vector<std::string> names;
  std::size_t from = 0;
  for (auto to = text.find('\n'); to != text.npos; to = text.find('\n', from)) {
    names.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return names;
}

Bundle read_bundle(const Query& q) {
  return {.command = q.text(0),
          .device = q.text(1),
          .created_ms = q.integer(2),
          .total = q.integer(3),
          .received = q.integer(4),
          .reference = q.text(5),
          .sha256 = q.text(6),
          .operator_name = q.text(7),
          .reason = q.text(8),
          .items = q.integer(9),
          .redactions = q.integer(10),
          .unfinished = divided(q.text(11)),
          .state = q.text(12)};
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
      "INSERT INTO bundles(command, device, created_ms, token_hash, operator, "
      "reason) VALUES(?, ?, ?, ?, ?, ?)",
      bundle.command, bundle.device, bundle.created_ms, sha256_hex(token),
      bundle.operator_name, bundle.reason);
  db.run(
      "DELETE FROM bundles WHERE device = ?1 AND command NOT IN (SELECT "
      "command FROM bundles WHERE device = ?1 ORDER BY created_ms DESC LIMIT "
      "?2)",
      bundle.device, limits.bundles_per_device);
}

std::optional<Bundle> find_bundle(Sqlite& db, const std::string& command) {
  const auto query =
      db.query(std::string(columns) + "WHERE b.command = ?", command);
  return first(*query);
}

std::optional<Bundle> bundle_for_upload(Sqlite& db,
                                        const std::string& command,
                                        const std::string& token,
                                        UnixMs now_ms) {
  const auto query =
      db.query(std::string(columns) +
                   "WHERE b.command = ? AND b.token_hash = ? AND b.created_ms "
                   "> ?",
               command, sha256_hex(token), now_ms - token_lifetime_ms);
  return first(*query);
}

std::vector<Bundle> list_bundles(Sqlite& db, const std::string& device) {
  const auto query = db.query(
      std::string(columns) + "WHERE b.device = ? ORDER BY b.created_ms DESC",
      device);
  std::vector<Bundle> bundles;
  while (query->step())
    bundles.push_back(read_bundle(*query));
  return bundles;
}

void describe_bundle(Sqlite& db, const Bundle& bundle) {
  db.run(
      "UPDATE bundles SET reference = ?2, sha256 = ?3, items = ?4, redactions "
      "= ?5, unfinished = ?6 WHERE command = ?1",
      bundle.command, bundle.reference, bundle.sha256, bundle.items,
      bundle.redactions, joined(bundle.unfinished));
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

void expire_bundles(Sqlite& db, UnixMs now_ms, const StoreLimits& limits) {
  constexpr UnixMs day_ms = 24 * 60 * 60 * 1000;
  db.run("DELETE FROM bundles WHERE created_ms < ?",
         now_ms - limits.bundle_days * day_ms);
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
