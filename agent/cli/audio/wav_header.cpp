#include "agent/cli/audio/wav_header.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace soundcheck::cli {

namespace {

constexpr unsigned tag_pcm = 1, tag_float = 3, tag_extensible = 0xfffe;
constexpr std::size_t plain_format_bytes = 16, extensible_format_bytes = 40;
/// Real files have three or four.
constexpr std::size_t most_chunks = 64;
/// What follows the tag in the GUID of an extensible format.
constexpr std::string_view guid_rest(
    "\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71",
    14);

std::uint32_t number(std::string_view bytes) {
  std::uint32_t value = 0;
  for (auto at = bytes.size(); at > 0; --at)
    value = value << 8 | static_cast<unsigned char>(bytes[at - 1]);
  return value;
}

std::string in_file(const std::string& name, const std::string& what) {
  return name + ": " + what;
}

Error bad(const std::string& name, const std::string& what) {
  return {Errc::parse, in_file(name, what)};
}

std::string printable_id(std::string_view id) {
  std::string out = "\"";
  for (const char c : id)
    out += c >= 0x20 && c < 0x7f ? c : '?';
  return out + '"';
}

/// Reads pieces of known length and keeps count of what is left.
class Pieces {
 public:
  Pieces(std::istream& in, std::uintmax_t size) : in_(in), left_(size) {}

  std::uintmax_t left() const { return left_; }

  /// Empty when there is not so much.
  std::string_view take(std::size_t count) {
    if (count > left_ || count > buffer_.size() ||
        !in_.read(buffer_.data(), static_cast<std::streamsize>(count)))
      return {};
    left_ -= count;
    return {buffer_.data(), count};
  }

  bool skip(std::uintmax_t count) {
    // A last chunk of odd length may lack its padding.
    count = std::min(count, left_);
    left_ -= count;
    return static_cast<bool>(
        in_.seekg(static_cast<std::streamoff>(count), std::ios::cur));
  }

 private:
  std::istream& in_;
  std::uintmax_t left_;
  std::array<char, extensible_format_bytes> buffer_{};
};

std::string channels_problem(std::size_t channels) {
  if (channels >= 1 && channels <= most_wav_channels)
    return {};
  return std::to_string(channels) + " channels; 1 to " +
         std::to_string(most_wav_channels) + " are allowed";
}

std::string format_problem(const WavHeader& header, unsigned tag) {
  if (auto problem = channels_problem(header.channels); !problem.empty())
    return problem;
  if (header.rate_hz < lowest_wav_rate_hz ||
      header.rate_hz > highest_wav_rate_hz)
    return std::to_string(header.rate_hz) +
           " samples per second; 8000 to 192000 are allowed";
  const bool known = tag == tag_pcm || tag == tag_float;
  const auto bits = 8 * header.bytes;
  if (!known || (header.floating && bits != 32) ||
      (!header.floating && bits != 16 && bits != 24 && bits != 32))
    return "format " + std::to_string(tag) + " with " + std::to_string(bits) +
           " bits; PCM (1) of 16, 24 or 32 bits and float (3) of 32 bits are "
           "allowed";
  if (header.valid_bits < 8 || header.valid_bits > bits)
    return std::to_string(header.valid_bits) + " valid bits of " +
           std::to_string(bits);
  return {};
}

Result<WavHeader> parse_format(std::string_view chunk,
                               const std::string& name) {
  WavHeader header;
  auto tag = number(chunk.substr(0, 2));
  const auto bits = number(chunk.substr(14, 2));
  const auto block = number(chunk.substr(12, 2));
  header.channels = number(chunk.substr(2, 2));
  header.rate_hz = number(chunk.substr(4, 4));
  header.bytes = bits / 8;
  header.valid_bits = bits;
  if (tag == tag_extensible) {
    if (chunk.size() < extensible_format_bytes ||
        chunk.substr(26, 14) != guid_rest)
      return bad(name, "an extensible format that is neither PCM nor float");
    // Zero is what some recorders write for "all".
    if (const auto valid = number(chunk.substr(18, 2)); valid != 0)
      header.valid_bits = valid;
    tag = number(chunk.substr(24, 2));
  }
  header.floating = tag == tag_float;
  if (auto problem = format_problem(header, tag); !problem.empty())
    return bad(name, problem);
  if (bits % 8 != 0 || block != header.frame_bytes())
    return bad(name, "frames of " + std::to_string(block) + " bytes, where " +
                         std::to_string(header.channels) + " channels of " +
                         std::to_string(bits) + " bits take " +
                         std::to_string(header.frame_bytes()));
  return header;
}

/// The header promises what the file has, and not more than is allowed.
Result<WavHeader> check_data(WavHeader header,
                             std::uintmax_t left,
                             const std::string& name,
                             double longest_s) {
  const auto frames = header.data_bytes / header.frame_bytes();
  const auto there = left / header.frame_bytes();
  if (header.data_bytes > left)
    return bad(name, "is cut off: the header promises " +
                         std::to_string(frames) + " frames, " +
                         std::to_string(there) + " are there");
  if (header.data_bytes % header.frame_bytes() != 0)
    return bad(name, "is cut off within a frame: " + std::to_string(frames) +
                         " whole ones are there");
  if (frames == 0)
    return bad(name, "has no samples");
  if (static_cast<double>(frames) > longest_s * header.rate_hz)
    return bad(name, "lasts " + std::to_string(frames / header.rate_hz) +
                         " s; at most " +
                         std::to_string(static_cast<int>(longest_s)) +
                         " s are allowed");
  return header;
}

Result<WavHeader> read_format(Pieces& pieces,
                              std::uint32_t size,
                              const std::string& name) {
  if (size < plain_format_bytes)
    return bad(name, "a format chunk of " + std::to_string(size) +
                         " bytes; it must have 16 or more");
  const auto wanted = size < extensible_format_bytes ? plain_format_bytes
                                                     : extensible_format_bytes;
  const auto chunk = pieces.take(wanted);
  if (chunk.empty())
    return bad(name, "ends within its format");
  auto header = parse_format(chunk, name);
  if (header && !pieces.skip(size - wanted + size % 2))
    return Error(Errc::io, in_file(name, "cannot be read"));
  return header;
}

}  // namespace

Result<WavHeader> read_wav_header(std::istream& in,
                                  std::uintmax_t size,
                                  const std::string& name,
                                  double longest_s) {
  Pieces pieces(in, size);
  const auto riff = pieces.take(12);
  if (riff.substr(0, 4) != "RIFF" || riff.substr(8) != "WAVE")
    return bad(name, "is no RIFF/WAVE file");
  WavHeader header;
  for (std::size_t count = 0; count < most_chunks; ++count) {
    const auto head = pieces.take(8);
    if (head.empty())
      return bad(name, "has no samples: it ends before its data");
    const std::string id(head.substr(0, 4));
    const auto bytes = number(head.substr(4, 4));
    if (id == "data") {
      if (header.channels == 0)
        return bad(name, "has data before it says in what format");
      header.data_bytes = bytes;
      return check_data(header, pieces.left(), name, longest_s);
    }
    if (bytes > pieces.left())
      return bad(name, "chunk " + printable_id(id) + " promises " +
                           std::to_string(bytes) + " bytes, " +
                           std::to_string(pieces.left()) + " are there");
    if (id == "fmt ") {
      auto format = read_format(pieces, bytes, name);
      if (!format)
        return format.error();
      header = *format;
    } else if (!pieces.skip(std::uintmax_t{bytes} + bytes % 2)) {
      return Error(Errc::io, in_file(name, "cannot be read"));
    }
  }
  return bad(name, "has more than " + std::to_string(most_chunks) +
                       " chunks before its data");
}

}  // namespace soundcheck::cli
