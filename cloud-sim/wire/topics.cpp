#include "cloud-sim/wire/topics.hpp"

#include <algorithm>

namespace soundcheck::cloud {
namespace {

constexpr std::string_view prefix = "soundcheck/1/";
constexpr std::string_view channels[] = {"presence", "report", "reply",
                                         "command", "receipt"};

bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

}  // namespace

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         std::ranges::all_of(text, is_id_character);
}

std::optional<Topic> parse_topic(std::string_view text) {
  if (!text.starts_with(prefix))
    return std::nullopt;
  text.remove_prefix(prefix.size());
  const auto first = text.find('/');
  const auto last = text.rfind('/');
  if (first == std::string_view::npos || first == last)
    return std::nullopt;
  Topic topic{std::string(text.substr(0, first)),
              std::string(text.substr(first + 1, last - first - 1)),
              std::string(text.substr(last + 1))};
  if (!is_id(topic.tenant) || !is_id(topic.device) ||
      std::ranges::find(channels, topic.channel) == std::end(channels))
    return std::nullopt;
  return topic;
}

std::string topic_of(const Topic& topic) {
  return std::string(prefix) + topic.tenant + "/" + topic.device + "/" +
         topic.channel;
}

}  // namespace soundcheck::cloud
