#include "cloud-sim/store/answers.hpp"

namespace soundcheck::cloud {

void put_answer(Sqlite& db,
                const std::string& command,
                const v1::Reply& reply) {
  const auto bytes = reply.SerializeAsString();
  db.run("INSERT OR REPLACE INTO answers VALUES(?, ?)", command, Blob{bytes});
}

std::optional<v1::Reply> find_answer(Sqlite& db, const std::string& command) {
  auto query = db.query("SELECT reply FROM answers WHERE command = ?", command);
  v1::Reply reply;
  if (!query->step() || !reply.ParseFromString(query->text(0)))
    return std::nullopt;
  return reply;
}

}  // namespace soundcheck::cloud
