// A redactor on lines that anybody may have written: it must not die, must not
// hang, must not let pass what it knows, and what it has redacted it must leave
// alone. The first byte of an input chooses what the rest is:
//   even   lines of a log
//   odd    what wpa_supplicant and its like have on disk or reply
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "agent/bundle/collect/known_secrets.hpp"
#include "agent/bundle/redact/redactor.hpp"

namespace {

using namespace soundcheck::bundle;

constexpr const char* known_ssid = "Villa Kunterbunt";
constexpr const char* known_serial = "g0911w079281003f";

void require(bool holds) {
  if (!holds)
    std::abort();
}

void redact_lines(std::string_view text) {
  static const Redactor redactor(
      Pseudonyms("0123456789abcdef"),
      {{SecretKind::ssid, known_ssid}, {SecretKind::serial, known_serial}});
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    Counts counts{};
    const auto out = redactor.text(line, counts);
    require(out.find(known_ssid) == out.npos);
    for (const char c : out)
      require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    // A value that stands alone.
    for (std::size_t kind = 0; kind < secret_kinds; ++kind)
      (void)redactor.value(static_cast<SecretKind>(kind), line, counts);
  }
}

void read_settings(std::string_view text) {
  std::vector<Known> known;
  read_network_settings(text, known);
  read_network_list(text, known);
  read_accounts(text, known);
  (void)unescaped(text);
  require(known.size() <= 400);
  // Whatever a file says, one can look for it.
  const Redactor redactor(Pseudonyms("0123456789abcdef"), known);
  Counts counts{};
  (void)redactor.text(text.substr(0, 256), counts);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0)
    return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1,
                              size - 1);
  if (data[0] % 2 == 0)
    redact_lines(text);
  else
    read_settings(text);
  return 0;
}
