// Takes the place of libstdc++'s function of this name where that is linked
// statically: there it brings 27 kB of tables and big numbers that libc's
// strtod() has, too. The locale that strtod() looks at is "C", for the daemon
// never sets another.
//
// Reads decimal numbers, as the standard wants them; says of infinities, of
// what is not a number, of the hexadecimal format and of more than 255
// characters that they are no numbers.
#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace {

const char* skip_digits(const char* at, const char* last) {
  return std::find_if(at, last, [](char c) { return c < '0' || c > '9'; });
}

/// The end of the longest number at `first`, which is `first` without one.
const char* end_of_number(const char* first,
                          const char* last,
                          std::chars_format format) {
  const auto* at = first;
  if (at != last && *at == '-')
    ++at;
  const auto* end = skip_digits(at, last);
  auto digits = end - at;
  if (end != last && *end == '.') {
    const auto* fraction = skip_digits(end + 1, last);
    digits += fraction - end - 1;
    end = digits > 0 ? fraction : end;
  }
  if (digits == 0)
    return first;
  const bool exponent = format != std::chars_format::fixed && end != last &&
                        (*end == 'e' || *end == 'E');
  if (!exponent)
    return end;
  const auto* power = end + 1;
  if (power != last && (*power == '-' || *power == '+'))
    ++power;
  const auto* after = skip_digits(power, last);
  return after == power ? end : after;
}

}  // namespace

std::from_chars_result std::from_chars(const char* first,
                                       const char* last,
                                       double& value,
                                       std::chars_format format) noexcept {
  std::array<char, 256> text{};
  const auto* end = end_of_number(first, last, format);
  const auto length = static_cast<std::size_t>(end - first);
  if (end == first || length >= text.size() || format == chars_format::hex)
    return {first, errc::invalid_argument};
  std::copy(first, end, text.begin());
  errno = 0;
  const double read = std::strtod(text.data(), nullptr);
  // libc says so of numbers that lost digits near zero, too.
  if (errno == ERANGE && (read == 0 || std::isinf(read)))
    return {end, errc::result_out_of_range};
  value = read;
  return {end, errc()};
}
