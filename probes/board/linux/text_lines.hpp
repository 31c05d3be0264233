#pragma once

#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// Walks over the lines of a kernel text file and remembers where it is, so
/// that what is wrong can be told as "/proc/meminfo:3: what is wrong". Both
/// texts outlive it, which a temporary one does not.
class TextLines {
 public:
  TextLines(std::string_view text, std::string_view file)
      : rest_(text), file_(file) {}
  TextLines(std::string&&, std::string_view) = delete;

  /// The next line without its end; nothing after the last one.
  std::optional<std::string_view> next();
  /// Errc::parse at the line that next() gave last.
  Error error(std::string_view what) const;

 private:
  std::string_view rest_;
  std::string_view file_;
  std::size_t line_ = 0;
};

/// Without blanks and ends of lines around it.
std::string_view trimmed(std::string_view text);
/// Parts between blanks; blanks in a row count once.
std::vector<std::string_view> words(std::string_view text);

/// The whole text as one number, and nothing else.
template <class Number>
std::optional<Number> number(std::string_view text, int base = 10) requires
    std::is_integral_v<Number> {
  Number value{};
  const auto* end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, value, base);
  if (error != std::errc() || last != end || text.empty())
    return std::nullopt;
  return value;
}

/// Finite, decimal, without exponent: what the kernel prints.
std::optional<double> decimal_number(std::string_view text);

/// What a sysfs attribute with a single value holds. Errors: parse.
template <class Number>
Result<Number> sole_number(std::string_view text, std::string_view file) {
  TextLines lines(text, file);
  const auto first = lines.next().value_or("");
  const auto value = number<Number>(trimmed(first));
  if (!value)
    return lines.error("must be one whole number");
  return *value;
}

}  // namespace soundcheck
