#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cloud-sim/result.hpp"
#include "cloud-sim/store/records.hpp"
#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

/// Draws a token and keeps only its SHA-256; the text is shown once. Errors:
/// conflict when the name is taken, invalid for a role that is none.
Result<std::string> add_token(Sqlite& db,
                              const std::string& name,
                              const std::string& role,
                              UnixMs now_ms);
std::optional<Token> find_token(Sqlite& db, const std::string& secret);
std::vector<Token> list_tokens(Sqlite& db);
/// False when there is none of that name.
bool revoke_token(Sqlite& db, const std::string& name);

}  // namespace soundcheck::cloud
