// The bytes of a local client, cut as the kernel likes: the first byte says how
// long the pieces are. The cut must not change what is read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <google/protobuf/stubs/logging.h>

#include "agent/local/frame.hpp"
#include "soundcheck/v1/local.pb.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using soundcheck::local::FrameParser;
  static const auto quiet = google::protobuf::SetLogHandler(nullptr);
  (void)quiet;
  if (size == 0)
    return 0;
  const std::string_view stream(reinterpret_cast<const char*>(data) + 1,
                                size - 1);
  const std::size_t step = data[0] + 1u;
  FrameParser whole;
  FrameParser pieces;
  whole.feed(stream);
  for (std::size_t at = 0; at < stream.size(); at += step)
    pieces.feed(stream.substr(at, step));
  for (;;) {
    const auto one = whole.next();
    const auto other = pieces.next();
    if (one.has_value() != other.has_value() || (one && *one != *other))
      std::abort();
    if (!one || !*one)
      return 0;
    if ((*one)->size() > soundcheck::local::max_frame_bytes)
      std::abort();
    soundcheck::v1::LocalRequest request;
    if (request.ParseFromString(**one))
      (void)request.ByteSizeLong();
  }
}
