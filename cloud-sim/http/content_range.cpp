#include "cloud-sim/http/content_range.hpp"

#include <charconv>

namespace soundcheck::cloud {
namespace {

bool take_number(std::string_view& text, std::int64_t& number) {
  const auto [end, failed] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || number < 0)
    return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix))
    return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

std::optional<ContentRange> parse_content_range(std::string_view text) {
  ContentRange range{};
  const bool read = take(text, "bytes ") && take_number(text, range.first) &&
                    take(text, "-") && take_number(text, range.last) &&
                    take(text, "/") && take_number(text, range.total);
  if (!read || !text.empty() || range.first > range.last ||
      range.last >= range.total)
    return std::nullopt;
  return range;
}

}  // namespace soundcheck::cloud
