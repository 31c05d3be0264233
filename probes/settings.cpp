#include "probes/settings.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <optional>
#include <set>

#include "probes/board/whole_file.hpp"
#include "probes/toml.hpp"

namespace soundcheck {

struct Settings::State {
  std::string file;
  toml::table root;
  std::set<std::string, std::less<>> known;
  std::set<std::string, std::less<>> lists;  ///< of tables, judged one by one
  std::multimap<unsigned, std::string> problems;  ///< by their lines

  const toml::node* find(std::string_view key) {
    known.emplace(key);
    return root.at_path(key).node();
  }
  void complain(unsigned line, std::string_view key, std::string_view what) {
    std::string text = file + ':' + std::to_string(line) + ": ";
    text.append(key).append(": ").append(what);
    problems.emplace(line, std::move(text));
  }
  void find_unknown(const toml::table& table, const std::string& prefix) {
    for (const auto& [name, node] : table) {
      const std::string key = prefix + std::string(name.str());
      if (known.contains(key))
        continue;
      if (const auto* inner = node.as_table()) {
        find_unknown(*inner, key + ".");
      } else if (lists.contains(key)) {
        for (std::size_t i = 0; i < node.as_array()->size(); ++i) {
          find_unknown(*node.as_array()->get(i)->as_table(),
                       key + '[' + std::to_string(i) + "].");
        }
      } else {
        complain(name.source().begin.line, key,
                 "unknown key" + siblings(prefix));
      }
    }
  }
  std::string siblings(const std::string& prefix) const {
    std::string list;
    for (const auto& key : known) {
      const std::string_view rest =
          std::string_view(key).substr(std::min(prefix.size(), key.size()));
      if (!key.starts_with(prefix) || rest.find('.') != rest.npos)
        continue;
      list += (list.empty() ? "; allowed here: " : ", ") + std::string(rest);
    }
    return list;
  }
};

namespace {

constexpr std::size_t max_bytes = std::size_t{1024} * 1024;

unsigned line_of(const toml::node& node) {
  return node.source().begin.line;
}

/// toml++ 3.3 assumes, and checks in debug builds only, that after "[" and
/// spaces a name begins. Looks for a line where none does.
std::optional<unsigned> line_of_nameless_table(std::string_view text) {
  constexpr std::string_view blank = " \t";
  for (unsigned number = 1; !text.empty(); ++number) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const auto skip = [&line, blank](std::size_t count) {
      line.remove_prefix(count);
      line.remove_prefix(std::min(line.find_first_not_of(blank), line.size()));
    };
    skip(number == 1 && line.starts_with("\xef\xbb\xbf") ? 3 : 0);
    if (!line.starts_with('['))
      continue;
    skip(1);
    if (line.starts_with('['))
      skip(1);
    const char first = line.empty() ? '\0' : line.front();
    const bool plain = (first >= 'a' && first <= 'z') ||
                       (first >= 'A' && first <= 'Z') ||
                       (first >= '0' && first <= '9');
    if (!plain && std::string_view("-_\"'").find(first) == line.npos)
      return number;
  }
  return std::nullopt;
}

std::string range(const char* kind, double min, double max) {
  std::array<char, 96> text;
  std::snprintf(text.data(), text.size(), "must be a %s from %.15g to %.15g",
                kind, min, max);
  return text.data();
}

}  // namespace

Settings::Settings(std::unique_ptr<State> state) : state_(std::move(state)) {}
Settings::Settings(Settings&&) noexcept = default;
Settings& Settings::operator=(Settings&&) noexcept = default;
Settings::~Settings() = default;

Result<Settings> Settings::parse(std::string_view text, std::string file) {
  if (const auto line = line_of_nameless_table(text))
    return Error(Errc::parse, file + ':' + std::to_string(*line) +
                                  ": a table without a name");
  auto parsed = toml::parse(text, file);
  if (!parsed) {
    const auto& problem = parsed.error();
    return Error(Errc::parse, file + ':' +
                                  std::to_string(problem.source().begin.line) +
                                  ": " + std::string(problem.description()));
  }
  auto state = std::make_unique<State>();
  state->root = std::move(parsed).table();
  state->file = std::move(file);
  return Settings(std::move(state));
}

Result<Settings> Settings::load(const std::filesystem::path& file) {
  const auto text = read_whole_file(file, max_bytes);
  if (!text)
    return text.error();
  return parse(*text, file.string());
}

void Settings::read(std::string_view key, std::string& value) {
  const auto* node = state_->find(key);
  if (!node)
    return;
  if (const auto text = node->value_exact<std::string>()) {
    value = *text;
  } else {
    complain(key, "must be a text in quotes");
  }
}

void Settings::read(std::string_view key, bool& value) {
  const auto* node = state_->find(key);
  if (!node)
    return;
  if (const auto flag = node->value_exact<bool>()) {
    value = *flag;
  } else {
    complain(key, "must be true or false");
  }
}

void Settings::read(std::string_view key,
                    double& value,
                    double min,
                    double max) {
  const auto* node = state_->find(key);
  if (!node)
    return;
  const auto number = node->is_number() ? node->value<double>() : std::nullopt;
  if (number && *number >= min && *number <= max) {
    value = *number;
  } else {
    complain(key, range("number", min, max));
  }
}

void Settings::read(std::string_view key,
                    std::int64_t& value,
                    std::int64_t min,
                    std::int64_t max) {
  const auto* node = state_->find(key);
  if (!node)
    return;
  const auto number = node->value_exact<std::int64_t>();
  if (number && *number >= min && *number <= max) {
    value = *number;
  } else {
    complain(key, range("whole number", static_cast<double>(min),
                        static_cast<double>(max)));
  }
}

void Settings::read_ms(std::string_view key,
                       std::chrono::milliseconds& value,
                       std::int64_t min,
                       std::int64_t max) {
  std::int64_t count = value.count();
  read(key, count, min, max);
  value = std::chrono::milliseconds(count);
}

void Settings::read_s(std::string_view key,
                      std::chrono::seconds& value,
                      std::int64_t min,
                      std::int64_t max) {
  std::int64_t count = value.count();
  read(key, count, min, max);
  value = std::chrono::seconds(count);
}

void Settings::read(std::string_view key, std::vector<std::string>& value) {
  const auto* node = state_->find(key);
  if (!node)
    return;
  const auto* array = node->as_array();
  std::vector<std::string> texts;
  for (std::size_t i = 0; array && i < array->size(); ++i) {
    if (auto text = array->get(i)->value_exact<std::string>()) {
      texts.push_back(std::move(*text));
    }
  }
  if (!array || texts.size() != array->size()) {
    return complain(key, "must be a list of texts in quotes");
  }
  value = std::move(texts);
}

bool Settings::is_text(std::string_view key) {
  const auto* node = state_->find(key);
  return node && node->is_string();
}

void Settings::read_choice(std::string_view key,
                           std::string& value,
                           std::initializer_list<std::string_view> allowed) {
  const auto* node = state_->find(key);
  if (!node)
    return;
  const auto text = node->value_exact<std::string>();
  if (text &&
      std::find(allowed.begin(), allowed.end(), *text) != allowed.end()) {
    value = *text;
    return;
  }
  std::string list = "must be one of";
  for (const auto word : allowed) {
    list += (list.ends_with("of") ? " \"" : ", \"") + std::string(word) + '"';
  }
  complain(key, list);
}

std::vector<std::string> Settings::keys(std::string_view table) {
  std::vector<std::string> names;
  const auto* node = state_->find(table);
  if (!node)
    return names;
  const auto* inner = node->as_table();
  if (!inner) {
    complain(table, "must be a table");
    return names;
  }
  // Its keys are data; each is judged by whoever reads it.
  state_->known.erase(state_->known.find(table));
  for (const auto& [name, value] : *inner)
    names.emplace_back(name.str());
  return names;
}

std::size_t Settings::count(std::string_view list) {
  const auto* node = state_->root.at_path(list).node();
  if (!node)
    return 0;
  const auto* array = node->as_array();
  if (!array || !array->is_homogeneous<toml::table>()) {
    complain(list, "must be a list of tables");
    state_->known.emplace(list);
    return 0;
  }
  state_->lists.emplace(list);
  return array->size();
}

void Settings::leave(std::string_view key) {
  state_->known.emplace(key);
}

void Settings::leave_all_but(std::string_view table) {
  for (const auto& [name, value] : state_->root) {
    if (name.str() != table)
      leave(name.str());
  }
}

void Settings::complain(std::string_view key, std::string problem) {
  auto near = key;
  const auto* node = state_->root.at_path(near).node();
  while (!node && near.rfind('.') != near.npos) {
    near = near.substr(0, near.rfind('.'));
    node = state_->root.at_path(near).node();
  }
  state_->complain(node ? line_of(*node) : 1, key, problem);
}

Result<void> Settings::finish() {
  state_->find_unknown(state_->root, "");
  if (state_->problems.empty())
    return {};
  std::string all;
  for (const auto& [line, text] : state_->problems) {
    all += (all.empty() ? "" : "\n") + text;
  }
  return Error(Errc::parse, all);
}

}  // namespace soundcheck
