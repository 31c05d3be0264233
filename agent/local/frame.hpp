#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "probes/board/result.hpp"

namespace soundcheck::local {

/// The limit of proto/soundcheck/v1/local.proto.
inline constexpr std::size_t max_frame_bytes = 1024 * 1024;

/// The big-endian length and the payload. Errors: parse above the limit.
Result<std::string> frame(std::string_view payload);

/// Cuts a stream of bytes back into payloads. Keeps no more than what was fed
/// to it, so a length that is announced but never sent costs nothing.
class FrameParser {
 public:
  explicit FrameParser(std::size_t limit = max_frame_bytes) : limit_(limit) {}

  void feed(std::string_view bytes) { buffer_ += bytes; }
  /// The next whole payload, or nothing yet. Errors: parse when a frame is
  /// announced that exceeds the limit; the stream is lost then.
  Result<std::optional<std::string>> next();
  /// True between the first byte of a frame and its last.
  bool in_frame() const { return !buffer_.empty(); }

 private:
  std::size_t limit_;
  std::string buffer_;
};

}  // namespace soundcheck::local
