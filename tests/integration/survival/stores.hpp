#pragma once

#include <filesystem>
#include <string>

namespace soundcheck::survival {

/// A store of the daemon. Each line that `work` says is a promise: what it
/// names is on disk. `look` opens the store anew, as the next start would, and
/// says what is there.
struct Store {
  const char* name;
  void (*work)(const std::filesystem::path& folder);
  void (*look)(const std::filesystem::path& folder);
};

/// A line on standard output that no kill can take back.
void say(const std::string& line);

extern const Store outbox, commands, connections, starts, audit, counter,
    knowledge;

}  // namespace soundcheck::survival
