#include "cloud-sim/store/settings.hpp"

namespace soundcheck::cloud {

std::optional<std::string> find_setting(Sqlite& db, const std::string& key) {
  auto query = db.query("SELECT value FROM settings WHERE key = ?", key);
  if (!query->step())
    return std::nullopt;
  return query->text(0);
}

void put_setting(Sqlite& db, const std::string& key, const std::string& value) {
  db.run("INSERT OR REPLACE INTO settings VALUES(?, ?)", key, value);
}

}  // namespace soundcheck::cloud
