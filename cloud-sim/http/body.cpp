#include "cloud-sim/http/body.hpp"

#include <charconv>

namespace soundcheck::cloud {
namespace json = boost::json;
namespace {

std::string quoted(const char* name) {
  return "\"" + std::string(name) + "\"";
}

std::string between(std::size_t min, std::size_t max) {
  return std::to_string(min) + " to " + std::to_string(max);
}

}  // namespace

Result<Body> Body::parse(const Request& request) {
  json::stream_parser parser({}, {.max_depth = 8});
  json::error_code failed;
  const auto read = parser.write_some(request.body, failed);
  if (!failed && read < request.body.size())
    failed = json::error::extra_data;
  if (!failed)
    parser.finish(failed);
  if (failed)
    return Error(Errc::invalid, "malformed_json",
                 "the body is not JSON: " + failed.message() + " at byte " +
                     std::to_string(read));
  auto value = parser.release();
  if (!value.is_object())
    return Error(Errc::invalid, "malformed_json",
                 "the body must be a JSON object");
  return Body(std::move(value.get_object()));
}

const json::value* Body::find(const char* name) {
  known_.insert(name);
  return object_.if_contains(name);
}

void Body::refuse(std::string why) {
  if (problem_.empty())
    problem_ = std::move(why);
}

std::string Body::text(const char* name, std::size_t min, std::size_t max) {
  const auto* value = find(name);
  if (value == nullptr && min == 0)
    return {};
  if (value == nullptr) {
    refuse(quoted(name) + " is missing");
    return {};
  }
  if (!value->is_string()) {
    refuse(quoted(name) + " must be a string");
    return {};
  }
  const std::string text(value->get_string());
  if (text.size() < min || text.size() > max)
    refuse(quoted(name) + " must be " + between(min, max) + " bytes long");
  return text;
}

std::optional<std::int64_t> Body::integer(const char* name,
                                          std::int64_t min,
                                          std::int64_t max) {
  const auto* value = find(name);
  if (value == nullptr)
    return std::nullopt;
  json::error_code failed;
  const auto number = value->is_number()
                          ? value->to_number<std::int64_t>(failed)
                          : std::int64_t{0};
  if (!value->is_number() || failed || number < min || number > max) {
    refuse(quoted(name) + " must be a whole number from " +
           std::to_string(min) + " to " + std::to_string(max));
    return std::nullopt;
  }
  return number;
}

std::vector<std::string> Body::texts(const char* name,
                                     std::size_t max_items,
                                     std::size_t max_bytes) {
  const auto* value = find(name);
  std::vector<std::string> texts;
  if (value == nullptr)
    return texts;
  const auto* array = value->if_array();
  if (array == nullptr || array->empty() || array->size() > max_items) {
    refuse(quoted(name) + " must be a list of " + between(1, max_items) +
           " strings");
    return texts;
  }
  for (const auto& item : *array) {
    const auto* text = item.if_string();
    if (text == nullptr || text->empty() || text->size() > max_bytes) {
      refuse("each item of " + quoted(name) + " must be a string of " +
             between(1, max_bytes) + " bytes");
      return texts;
    }
    texts.emplace_back(*text);
  }
  return texts;
}

Result<void> Body::finish() {
  for (const auto& member : object_)
    if (!known_.contains(std::string(member.key())))
      refuse("there is no member \"" + std::string(member.key()) +
             "\" here; check its spelling");
  if (!problem_.empty())
    return Error(Errc::invalid, "bad_member", problem_);
  return {};
}

Result<std::int64_t> query_integer(const Request& request,
                                   const std::string& name,
                                   std::int64_t otherwise,
                                   std::int64_t min,
                                   std::int64_t max) {
  const auto found = request.query.find(name);
  if (found == request.query.end())
    return otherwise;
  const auto& text = found->second;
  std::int64_t number = 0;
  const auto [end, failed] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size() ||
      number < min || number > max)
    return Error(Errc::invalid, "bad_parameter",
                 "the parameter \"" + name + "\" must be a whole number from " +
                     std::to_string(min) + " to " + std::to_string(max));
  return number;
}

}  // namespace soundcheck::cloud
