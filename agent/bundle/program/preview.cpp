#include "agent/bundle/program/preview.hpp"

#include <string_view>

namespace soundcheck::bundle {

namespace {

/// In columns, as a table of people is.
std::string row(std::string_view name,
                std::string_view bytes,
                std::string_view what) {
  constexpr std::size_t name_width = 36, bytes_width = 9;
  std::string line(name);
  line.append(line.size() < name_width ? name_width - line.size() : 1, ' ');
  if (bytes.size() < bytes_width)
    line.append(bytes_width - bytes.size(), ' ');
  (((line += bytes) += "  ") += what) += '\n';
  return line;
}

/// "3 mac, 1 ssid"
std::string words_of(const Counts& counts) {
  std::string words;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0)
      continue;
    words += (words.empty() ? "" : ", ") + std::to_string(counts[i]) + ' ' +
             std::string(to_string(static_cast<SecretKind>(i)));
  }
  return words.empty() ? "nothing" : words;
}

}  // namespace

std::string preview_text(const Made& made) {
  auto text = row("item", "bytes", "replaced");
  for (const auto& item : made.manifest.items) {
    text += row(item.name, std::to_string(item.bytes),
                words_of(item.redacted) + (item.cut ? "; only its end" : ""));
  }
  for (const auto& one : made.manifest.unfinished)
    text += "not all of " + one.name + ": " + one.why + '\n';
  return text + "in all " + std::to_string(made.manifest.items.size()) +
         " items, " + std::to_string(made.bytes) +
         " bytes packed; replaced: " + words_of(made.manifest.redacted()) +
         '\n';
}

std::string preview_json(const Made& made) {
  auto manifest = to_json(made.manifest);
  manifest.pop_back();  // line feed
  return "{\"manifest\": " + manifest +
         ", \"bytes\": " + std::to_string(made.bytes) + "}\n";
}

}  // namespace soundcheck::bundle
