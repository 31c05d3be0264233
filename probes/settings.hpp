#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// Reads one TOML file key by key. A key that is absent leaves the value as it
/// is, so defaults are simply the values before reading. Nothing is reported
/// until finish(), which then tells every problem at once, each on its own
/// line as "file:line: key: what is wrong; what is allowed", unknown keys
/// included. Keys are dotted: "broker.port".
class Settings {
 public:
  /// Errors: parse ("file:line: ..."), io for load().
  static Result<Settings> parse(std::string_view text, std::string file);
  static Result<Settings> load(const std::filesystem::path& file);

  Settings(Settings&&) noexcept;
  Settings& operator=(Settings&&) noexcept;
  ~Settings();

  void read(std::string_view key, std::string& value);
  void read(std::string_view key, bool& value);
  void read(std::string_view key, double& value, double min, double max);
  void read(std::string_view key,
            std::int64_t& value,
            std::int64_t min,
            std::int64_t max);
  /// Whole numbers in the unit that the key's name carries ("_ms", "_s").
  void read_ms(std::string_view key,
               std::chrono::milliseconds& value,
               std::int64_t min,
               std::int64_t max);
  void read_s(std::string_view key,
              std::chrono::seconds& value,
              std::int64_t min,
              std::int64_t max);
  void read(std::string_view key, std::vector<std::string>& value);
  /// True for a key whose value is a text, to choose how to read it.
  bool is_text(std::string_view key);
  /// One of a closed list of words.
  void read_choice(std::string_view key,
                   std::string& value,
                   std::initializer_list<std::string_view> allowed);
  /// The keys of a table, for tables whose keys are data. Empty when absent.
  std::vector<std::string> keys(std::string_view table);
  /// How many tables a list of tables ("[[list]]") has, 0 when absent. They are
  /// then read as "list[0].key", "list[1].key", ...
  std::size_t count(std::string_view list);
  /// A key or table that somebody else reads.
  void leave(std::string_view key);
  /// All of the file but this table is for somebody else.
  void leave_all_but(std::string_view table);
  /// For problems that only the caller can see, told with the key's line, or
  /// with that of the nearest table around it when the key is absent.
  void complain(std::string_view key, std::string problem);

  Result<void> finish();

 private:
  struct State;
  explicit Settings(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace soundcheck
