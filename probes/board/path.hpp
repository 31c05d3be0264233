#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// What many echo requests to one host came to.
struct EchoSeries {
  int sent = 0;
  int received = 0;
  std::optional<std::chrono::microseconds> median;  ///< round trip
};

/// What became of a packet that must not be cut up.
enum class Passage {
  passed,   ///< and so did the answer, which is as large
  refused,  ///< too large for the way, and somebody said so
  lost,     ///< neither an answer nor a word
};

/// The way to hosts far beyond the home. They are given in digits, so that no
/// name has to be resolved: "192.0.2.1", or with the TCP port that is tried,
/// "192.0.2.1:443" and "[2001:db8::1]:443". Of the answers one belongs to each
/// host, in order.
class Path {
 public:
  virtual ~Path() = default;
  /// Which of them answer, asked all at once: by ICMP echo where the kernel
  /// lets us, and by accepting a TCP connection. A refusal is no answer, for a
  /// router that has no way out may refuse in their place. Errors: parse (not
  /// an address), io.
  virtual Task<std::vector<bool>> answering(
      std::vector<std::string> hosts,
      std::chrono::milliseconds timeout) = 0;
  /// Sends each host `count` echo requests, `interval` apart. Errors: denied
  /// (what is missing), parse, io.
  virtual Task<std::vector<EchoSeries>> echo(
      std::vector<std::string> hosts,
      int count,
      std::chrono::milliseconds interval) = 0;
  /// Sends a host packets of these sizes, IP header included, each up to three
  /// times. Errors: denied (what is missing), parse, io.
  virtual Task<std::vector<Passage>> pass(std::string host,
                                          std::vector<std::size_t> sizes) = 0;
};

}  // namespace soundcheck
