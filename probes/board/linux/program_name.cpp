#include "probes/board/linux/program_name.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace soundcheck {

namespace {

constexpr std::size_t max_name_bytes = 32;

constexpr std::array<std::string_view, 8> interpreters = {
    "sh", "ash", "bash", "busybox", "dash", "lua", "python3", "perl"};

std::vector<std::string_view> arguments(std::string_view command_line) {
  std::vector<std::string_view> list;
  while (!command_line.empty()) {
    const auto end = std::min(command_line.find('\0'), command_line.size());
    list.push_back(command_line.substr(0, end));
    command_line.remove_prefix(std::min(end + 1, command_line.size()));
  }
  return list;
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

/// What an interpreter runs, or nothing that can be told.
std::string script_name(std::string_view program,
                        const std::vector<std::string_view>& words) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "-c" && i + 1 < words.size()) {
      const auto inside = first_program(words[i + 1]);
      return inside.empty()
                 ? std::string()
                 : std::string(program) + " -c " + std::string(inside);
    }
    if (!words[i].starts_with('-'))
      return std::string(plain_name(words[i]));
  }
  return {};
}

}  // namespace

bool is_interpreter(std::string_view program) {
  return std::find(interpreters.begin(), interpreters.end(), program) !=
         interpreters.end();
}

std::string program_name(std::string_view program,
                         std::string_view command_line) {
  if (!is_interpreter(program))
    return std::string(program);
  const auto name = script_name(program, arguments(command_line));
  return name.empty() ? std::string(program) : name;
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
