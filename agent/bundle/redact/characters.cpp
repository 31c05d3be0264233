#include "agent/bundle/redact/hit.hpp"

namespace soundcheck::bundle {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

bool is_hex(char c) {
  return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f');
}

bool is_alnum(char c) {
  return is_digit(c) || is_letter(c);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    c = lower(c);
  return out;
}

bool starts_like(std::string_view text, std::string_view lower_case_prefix) {
  if (text.size() < lower_case_prefix.size())
    return false;
  for (std::size_t i = 0; i < lower_case_prefix.size(); ++i) {
    if (lower(text[i]) != lower_case_prefix[i])
      return false;
  }
  return true;
}

bool Place::at_boundary() const {
  return at == 0 || !is_alnum(line[at - 1]);
}

}  // namespace soundcheck::bundle
