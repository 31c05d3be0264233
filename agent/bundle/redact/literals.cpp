#include "agent/bundle/redact/literals.hpp"

#include <algorithm>
#include <array>

namespace soundcheck::bundle {

namespace {

constexpr std::size_t least_bytes = 3;      ///< where anything may stand around
constexpr std::size_t distinct_bytes = 12;  ///< even within another word

/// What half of all speakers are called tells nobody anything.
bool is_common_host(std::string_view name) {
  constexpr std::array<std::string_view, 12> common = {
      "localhost", "speaker",    "debian", "raspberrypi",
      "buildroot", "openwrt",    "qemu",   "alpine",
      "poky",      "soundcheck", "(none)", "localhost.localdomain"};
  return std::find(common.begin(), common.end(), name) != common.end();
}

template <class Escape>
std::string escaped(std::string_view text, Escape escape) {
  std::string out;
  for (const char c : text)
    out += escape(static_cast<unsigned char>(c));
  return out;
}

/// `value` in digits of a base, behind what announces them.
std::string numbered(std::string_view head,
                     unsigned value,
                     unsigned base,
                     std::size_t width,
                     bool upper = false) {
  std::string digits;
  for (; digits.size() < width; value /= base)
    digits += (upper ? "0123456789ABCDEF" : "0123456789abcdef")[value % base];
  std::reverse(digits.begin(), digits.end());
  return std::string(head) + digits;
}

using Number = std::string (*)(unsigned char);

std::string with(std::string_view text, std::string_view plain, Number number) {
  return escaped(text, [plain, number](unsigned char c) {
    const char as_char = static_cast<char>(c);
    if (c < 0x80 && (is_alnum(as_char) || plain.find(as_char) != plain.npos))
      return std::string(1, as_char);
    return number(c);
  });
}

std::string hex(unsigned char c) {
  return numbered("\\x", c, 16, 2);
}
std::string upper_hex(unsigned char c) {
  return numbered("\\x", c, 16, 2, true);
}
std::string octal(unsigned char c) {
  return numbered("\\", c, 8, 3);
}
std::string percent(unsigned char c) {
  return numbered("%", c, 16, 2);
}
std::string upper_percent(unsigned char c) {
  return numbered("%", c, 16, 2, true);
}

constexpr std::string_view printable =
    " !#$%&'()*+,-./:;<=>?@[]^_`{|}~";  // without '"' and '\'

/// As wpa_supplicant prints it.
std::string c_escaped(std::string_view text) {
  return escaped(text, [](unsigned char c) {
    if (c == '"' || c == '\\')
      return std::string("\\") + static_cast<char>(c);
    if (c == 0x1b)
      return std::string("\\e");
    return with(std::string_view(reinterpret_cast<const char*>(&c), 1),
                printable, hex);
  });
}

/// "\u5bb6": one escape for each character of UTF-8 up to three bytes.
std::string json_escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::size_t bytes = c < 0xc0 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    if (bytes == 1 || bytes == 4 || i + bytes > text.size()) {
      out += text[i++];
      continue;
    }
    unsigned code = bytes == 2 ? c & 0x1fU : c & 0x0fU;
    for (std::size_t k = 1; k < bytes; ++k)
      code = (code << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3fU);
    out += numbered("\\u", code, 16, 4);
    i += bytes;
  }
  return out;
}

bool same(std::string_view text, std::string_view form, bool folds) {
  if (!folds)
    return text.starts_with(form);
  if (text.size() < form.size())
    return false;
  return lower(text.substr(0, form.size())) == form;
}

/// A short one has to stand alone, for its letters may stand in any word.
bool stands_alone(const Place& place, std::size_t length) {
  const char before = place.at == 0 ? ' ' : place.line[place.at - 1];
  const auto end = place.at + length;
  const char after = end < place.line.size() ? place.line[end] : ' ';
  if (length >= distinct_bytes)
    return true;
  if (length >= least_bytes) {
    return !(is_alnum(before) && is_alnum(place.line[place.at])) &&
           !(is_alnum(after) && is_alnum(place.line[end - 1]));
  }
  constexpr std::string_view around = "'\"=";
  return around.find(before) != around.npos && !is_alnum(after);
}

}  // namespace

Literals::Literals(const std::vector<Known>& known) {
  for (const auto& one : known) {
    const bool folds = one.kind == SecretKind::host ||
                       one.kind == SecretKind::serial ||
                       one.kind == SecretKind::hex;
    if (one.value.empty() ||
        (one.kind == SecretKind::host && is_common_host(lower(one.value))))
      continue;
    add(one, folds ? lower(one.value) : one.value, folds);
    if (folds || one.value.size() < 2)
      continue;
    const auto digits = [](unsigned char c) { return numbered("", c, 16, 2); };
    add(one, escaped(one.value, digits), true);
    for (auto& form :
         {c_escaped(one.value), json_escaped(one.value),
          with(one.value, "-._~", upper_percent),
          with(one.value, "-._~", percent), with(one.value, printable, octal),
          with(one.value, printable, upper_hex)})
      add(one, form, false);
  }
  std::sort(forms_.begin(), forms_.end(), [](const Form& a, const Form& b) {
    return a.text.size() > b.text.size();
  });
}

void Literals::add(const Known& known, std::string text, bool folds) {
  for (const auto& form : forms_) {
    if (form.text == text && form.folds == folds)
      return;
  }
  const auto first = static_cast<unsigned char>(text[0]);
  firsts_[first] = true;
  if (folds && is_letter(text[0]))
    firsts_[first - ('a' - 'A')] = true;
  auto value =
      known.kind == SecretKind::host ? lower(known.value) : known.value;
  forms_.push_back({std::move(text), std::move(value), known.kind, folds});
}

std::optional<Hit> Literals::find(const Place& place) const {
  if (!firsts_[static_cast<unsigned char>(place.line[place.at])])
    return std::nullopt;
  for (const auto& form : forms_) {
    if (same(place.rest(), form.text, form.folds) &&
        stands_alone(place, form.text.size()))
      return Hit{place.at, place.at + form.text.size(), form.kind, form.value};
  }
  return std::nullopt;
}

}  // namespace soundcheck::bundle
