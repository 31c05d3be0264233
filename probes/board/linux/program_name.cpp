#include "probes/board/linux/program_name.hpp"

#include <algorithm>
#include <array>

namespace soundcheck {

namespace {

constexpr std::size_t max_name_bytes = 32;

constexpr std::array<std::string_view, 8> interpreters = {
    "sh", "ash", "bash", "busybox", "dash", "lua", "python3", "perl"};

/// The next word, which it takes away.
std::string_view take_word(std::string_view& command_line) {
  const auto end = std::min(command_line.find('\0'), command_line.size());
  const auto word = command_line.substr(0, end);
  command_line.remove_prefix(std::min(end + 1, command_line.size()));
  return word;
}

/// The name of a file without its folder; empty when it is no plain name.
std::string_view plain_name(std::string_view word) {
  word.remove_prefix(word.rfind('/') + 1);
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-";
  const bool plain = word.size() <= max_name_bytes &&
                     word.find_first_not_of(allowed) == word.npos;
  return plain ? word : std::string_view();
}

/// The program that a line of shell begins with. What stands before it may set
/// variables to secrets.
std::string_view first_program(std::string_view script) {
  for (;;) {
    const auto first = script.find_first_not_of(" \t\n");
    if (first == script.npos)
      return {};
    script.remove_prefix(first);
    const auto end = std::min(script.find_first_of(" \t\n;&|"), script.size());
    const auto word = script.substr(0, end);
    if (word != "exec" && word.find('=') == word.npos)
      return plain_name(word);
    // The next word may belong to this one.
    if (word.find_first_of("'\"`\\$(") != word.npos)
      return {};
    script.remove_prefix(end);
  }
}

}  // namespace

bool is_interpreter(std::string_view program) {
  return std::find(interpreters.begin(), interpreters.end(), program) !=
         interpreters.end();
}

std::string program_name(std::string_view program,
                         std::string_view command_line) {
  std::string name(program);
  if (!is_interpreter(program))
    return name;
  take_word(command_line);
  while (!command_line.empty()) {
    const auto word = take_word(command_line);
    if (word == "-c") {
      const auto inside = first_program(take_word(command_line));
      if (!inside.empty())
        name.append(" -c ").append(inside);
      return name;
    }
    if (!word.starts_with('-')) {
      const auto script = plain_name(word);
      return script.empty() ? name : std::string(script);
    }
  }
  return name;
}

std::string_view control_group(std::string_view text) {
  constexpr std::string_view old_mark = ":name=systemd:";
  constexpr std::string_view new_mark = "0::";
  const auto old = text.find(old_mark);
  if (old != text.npos)
    text.remove_prefix(old + old_mark.size());
  else if (text.starts_with(new_mark))
    text.remove_prefix(new_mark.size());
  else
    return {};
  return text.substr(0, text.find('\n'));
}

std::string_view unit_name(std::string_view control_group) {
  constexpr std::string_view end = ".service";
  auto unit = control_group;
  // A service may have groups below that of its unit.
  while (!unit.empty() && !unit.ends_with(end))
    unit = unit.substr(0, unit.rfind('/') == unit.npos ? 0 : unit.rfind('/'));
  unit.remove_suffix(std::min(end.size(), unit.size()));
  unit.remove_prefix(unit.rfind('/') + 1);
  // What is behind it tells the instances apart, by an address for example.
  return unit.substr(0, unit.find('@'));
}

}  // namespace soundcheck
