#include "agent/local/frame.hpp"

namespace soundcheck::local {

namespace {

constexpr std::size_t header_bytes = 4;

std::size_t announced(std::string_view header) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < header_bytes; ++i)
    size = size << 8 | static_cast<unsigned char>(header[i]);
  return size;
}

Error too_large(std::size_t size, std::size_t limit) {
  return Error(Errc::parse, "a frame of " + std::to_string(size) +
                                " bytes; at most " + std::to_string(limit));
}

}  // namespace

Result<std::string> frame(std::string_view payload) {
  if (payload.size() > max_frame_bytes)
    return too_large(payload.size(), max_frame_bytes);
  std::string out;
  out.reserve(header_bytes + payload.size());
  for (int shift = 24; shift >= 0; shift -= 8)
    out += static_cast<char>(payload.size() >> shift & 0xff);
  out += payload;
  return out;
}

Result<std::optional<std::string>> FrameParser::next() {
  if (buffer_.size() < header_bytes)
    return std::optional<std::string>();
  const auto size = announced(buffer_);
  if (size > limit_)
    return too_large(size, limit_);
  if (buffer_.size() < header_bytes + size)
    return std::optional<std::string>();
  auto payload = buffer_.substr(header_bytes, size);
  buffer_.erase(0, header_bytes + size);
  return std::optional(std::move(payload));
}

}  // namespace soundcheck::local
