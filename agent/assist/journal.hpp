#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {
class Database;
}

namespace soundcheck::assist {

/// The counter that an OpenSession spends for ever.
struct Opening {
  std::string key_id;
  std::uint64_t counter = 0;
};

/// The names of facts.
constexpr const char* session_fact = "session";  ///< the id of the open one
constexpr const char* never_fact = "never";      ///< classes, by commas

/// What a restart must not make the speaker forget.
struct JournalState {
  /// Highest OpenSession counter per key id.
  std::map<std::string, std::uint64_t, std::less<>> openings;
  /// Ids of commands that were begun and never answered to the end.
  std::vector<std::string> unfinished;
  /// What keep() was told last; empty values are left out.
  std::map<std::string, std::string, std::less<>> facts;
};

/// On disk when each call returns. Errors: io.
class Journal {
 public:
  virtual ~Journal() = default;
  virtual Task<JournalState> read() = 0;
  /// Notes a command as begun and, for an OpenSession, its counter as spent;
  /// both or neither.
  virtual Task<void> begin(std::string command_id,
                           std::optional<Opening> opening) = 0;
  /// Remembers `value` by that name, in place of the one before.
  virtual Task<void> keep(std::string name, std::string value) = 0;
  /// Its final answer is safe. An unknown id is no error.
  virtual Task<void> end(std::string command_id) = 0;
};

/// Keeps it in the agent's database, which must outlive it.
std::unique_ptr<Journal> make_journal(Database& database);

}  // namespace soundcheck::assist
