#include "cloud-sim/store/tokens.hpp"

#include "cloud-sim/store/roles.hpp"
#include "cloud-sim/wire/identifiers.hpp"

namespace soundcheck::cloud {

Result<std::string> add_token(Sqlite& db,
                              const std::string& name,
                              const std::string& role,
                              UnixMs now_ms) {
  const auto known = role_of(role);
  if (!known)
    return Error(Errc::invalid, "unknown_role",
                 "\"" + role +
                     "\" is no role; use viewer, qa, support_l1, support_l2 "
                     "or admin");
  if (name.empty() || name.size() > 128)
    return Error(Errc::invalid, "bad_name",
                 "a token needs a name of 1 to 128 bytes");
  const auto secret = "sct_" + random_hex(24);
  db.run(
      "INSERT INTO tokens(hash, name, role, created_ms) VALUES(?, ?, ?, ?) "
      "ON CONFLICT(name) DO NOTHING",
      sha256_hex(secret), name, word(*known), now_ms);
  if (db.changes() == 0)
    return Error(Errc::conflict, "name_taken",
                 "there is a token named \"" + name +
                     "\" already; revoke it first or choose another name");
  return secret;
}

std::optional<Token> find_token(Sqlite& db, const std::string& secret) {
  auto query =
      db.query("SELECT name, role, created_ms FROM tokens WHERE hash = ?",
               sha256_hex(secret));
  if (!query->step())
    return std::nullopt;
  return Token{query->text(0), query->text(1), query->integer(2)};
}

std::vector<Token> list_tokens(Sqlite& db) {
  auto query =
      db.query("SELECT name, role, created_ms FROM tokens ORDER BY name");
  std::vector<Token> tokens;
  while (query->step())
    tokens.push_back({query->text(0), query->text(1), query->integer(2)});
  return tokens;
}

bool revoke_token(Sqlite& db, const std::string& name) {
  db.run("DELETE FROM tokens WHERE name = ?", name);
  return db.changes() > 0;
}

}  // namespace soundcheck::cloud
