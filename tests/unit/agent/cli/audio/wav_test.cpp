#include "agent/cli/audio/wav.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <sstream>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace soundcheck::cli;

namespace {

using Channels = std::vector<std::vector<float>>;

/// Numbers that every format holds exactly: multiples of 2^-15.
Channels some_sound(std::size_t channels, std::size_t frames) {
  Channels out(channels);
  for (std::size_t c = 0; c < channels; ++c)
    for (std::size_t n = 0; n < frames; ++n)
      out[c].push_back(
          static_cast<float>(static_cast<int>((n * 257 + c * 31) % 65536) -
                             32768) /
          32768.0F);
  return out;
}

Result<Wav> parse(const std::string& bytes, double longest_s = longest_wav_s) {
  std::istringstream in(bytes);
  return parse_wav(in, bytes.size(), "rec.wav", longest_s);
}

std::string problem(const std::string& bytes) {
  const auto wav = parse(bytes);
  REQUIRE_FALSE(wav);
  CHECK(wav.error().code == Errc::parse);
  CHECK_THAT(wav.error().what, Catch::StartsWith("rec.wav: "));
  return wav.error().what;
}

std::string little_endian(std::uint32_t value, std::size_t bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes; ++i)
    out += static_cast<char>(value >> (8 * i) & 0xff);
  return out;
}

/// The plain file with other bytes at one place.
std::string patched(std::size_t at, const std::string& bytes) {
  auto wav = to_wav(some_sound(2, 100), 48000, WavFormat::pcm_16);
  return wav.replace(at, bytes.size(), bytes);
}

/// An extensible header before 24-bit codes in 32 bits.
std::string extensible(const std::string& guid_rest, unsigned valid_bits) {
  const auto codes =
      little_endian(0x12345600, 4) + little_endian(0xff000100, 4);
  return "RIFF" + little_endian(68 + 8, 4) + "WAVEfmt " + little_endian(40, 4) +
         little_endian(0xfffe, 2) + little_endian(1, 2) +
         little_endian(16000, 4) + little_endian(64000, 4) +
         little_endian(4, 2) + little_endian(32, 2) + little_endian(22, 2) +
         little_endian(valid_bits, 2) + little_endian(0, 4) +
         little_endian(1, 2) + guid_rest + "data" +
         little_endian(static_cast<std::uint32_t>(codes.size()), 4) + codes;
}

const std::string guid(
    "\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71",
    14);

}  // namespace

TEST_CASE("each format and number of channels is read as it was written") {
  const auto format = GENERATE(WavFormat::pcm_16, WavFormat::pcm_24,
                               WavFormat::pcm_32, WavFormat::float_32);
  const auto channels = GENERATE(range(1, 9));
  const auto sound = some_sound(static_cast<std::size_t>(channels), 5001);

  const auto wav = parse(to_wav(sound, 44100, format));

  REQUIRE(wav);
  CHECK(wav->rate_hz == 44100);
  CHECK(wav->format == format);
  CHECK(wav->channels == sound);
}

TEST_CASE("what is louder than full scale is clipped in integers") {
  const auto wav = parse(to_wav({{2.0F, -2.0F}}, 8000, WavFormat::pcm_16));

  REQUIRE(wav);
  CHECK(wav->channels[0] == std::vector{32767.0F / 32768, -1.0F});
}

TEST_CASE("integer files tell which bits of the code ever changed") {
  // Bit 0 of channel 1 is always one, bit 1 never.
  const Channels sound{{4.0F / 32768, 3.0F / 32768},
                       {1.0F / 32768, 5.0F / 32768}};

  const auto wav = parse(to_wav(sound, 8000, WavFormat::pcm_16));

  REQUIRE(wav);
  CHECK(wav->codes[0].bits == 16);
  CHECK(wav->codes[0].ever_one == 7);
  CHECK(wav->codes[0].always_one == 0);
  CHECK(wav->codes[1].ever_one == 5);
  CHECK(wav->codes[1].always_one == 1);
  CHECK(parse(to_wav(sound, 8000, WavFormat::float_32))->codes[0].bits == 0);
}

TEST_CASE("16 bits in a file of 32 are no stuck bits") {
  const auto wav = parse(to_wav(some_sound(2, 5000), 8000, WavFormat::pcm_32));

  REQUIRE(wav);
  CHECK(wav->codes[0].bits == 16);
  CHECK(wav->codes[1].stuck() == 0);
}

TEST_CASE("the extensible format is read, with its valid bits") {
  const auto wav = parse(extensible(guid, 24));

  REQUIRE(wav);
  CHECK(wav->rate_hz == 16000);
  CHECK(wav->codes[0].bits == 24);
  CHECK(wav->codes[0].ever_one == 0xff3457);
  CHECK_THAT(problem(extensible(std::string(14, 'x'), 24)),
             Catch::Contains("neither PCM nor float"));
  CHECK_THAT(problem(extensible(guid, 33)), Catch::Contains("33 valid bits"));
}

TEST_CASE("unknown chunks are skipped") {
  auto wav = to_wav(some_sound(1, 10), 8000, WavFormat::pcm_16);
  wav.insert(12, "LIST" + little_endian(3, 4) + "abc" + '\0');

  REQUIRE(parse(wav));
  CHECK(parse(wav)->channels == some_sound(1, 10));
}

TEST_CASE("a file that is cut off says how many frames are there") {
  const auto whole = to_wav(some_sound(2, 100), 48000, WavFormat::pcm_16);

  CHECK_THAT(problem(whole.substr(0, 44 + 4 * 60 + 1)),
             Catch::Contains("promises 100 frames, 60 are there"));
  CHECK_THAT(problem(patched(40, little_endian(399, 4))),
             Catch::Contains("99 whole ones"));
  CHECK_THAT(problem(whole.substr(0, 30)),
             Catch::Contains("\"fmt \" promises 16 bytes, 10 are"));
  CHECK_THAT(problem(whole.substr(0, 36)), Catch::Contains("before its data"));
}

TEST_CASE("what is no sound of ours is refused and says what is allowed") {
  CHECK_THAT(problem(""), Catch::Contains("no RIFF/WAVE"));
  CHECK_THAT(problem("RIFF????AVI "), Catch::Contains("no RIFF/WAVE"));
  CHECK_THAT(problem(patched(22, little_endian(0, 2))),
             Catch::Contains("0 channels; 1 to 8"));
  CHECK_THAT(problem(patched(22, little_endian(9, 2))),
             Catch::Contains("9 channels"));
  CHECK_THAT(problem(patched(24, little_endian(4000, 4))),
             Catch::Contains("8000 to 192000"));
  CHECK_THAT(problem(patched(20, little_endian(0x55, 2))),
             Catch::Contains("format 85"));
  CHECK_THAT(problem(patched(34, little_endian(8, 2))),
             Catch::Contains("8 bits"));
  CHECK_THAT(problem(patched(32, little_endian(5, 2))),
             Catch::Contains("frames of 5 bytes"));
  CHECK_THAT(problem(patched(40, little_endian(0, 4))),
             Catch::Contains("no samples"));
  CHECK_THAT(problem(patched(12, "JUNK")),
             Catch::Contains("data before it says in what format"));
}

TEST_CASE("a header that promises more than the file has reserves nothing") {
  CHECK_THAT(problem(patched(40, little_endian(0xffffffff, 4))),
             Catch::Contains("100 are there"));
  CHECK_THAT(problem(patched(16, little_endian(0xfffffff0, 4))),
             Catch::Contains("\"fmt \" promises 4294967280 bytes"));
}

TEST_CASE("ten minutes are read, longer ones refused") {
  const auto wav = [](std::size_t seconds) {
    return to_wav({std::vector<float>(8000 * seconds)}, 8000,
                  WavFormat::pcm_16);
  };

  CHECK(parse(wav(600)));
  CHECK_THAT(problem(wav(601)), Catch::Contains("at most 600 s"));
  CHECK_FALSE(parse(wav(61), 60));
}

TEST_CASE("numbers that are none come through for the analysis to refuse") {
  const float nan = std::numeric_limits<float>::quiet_NaN();

  const auto wav = parse(to_wav({{nan}}, 8000, WavFormat::float_32));

  REQUIRE(wav);
  CHECK(std::isnan(wav->channels[0][0]));
}

TEST_CASE("a file that is not there is told with its name") {
  const test::TemporaryFolder folder;

  CHECK_THAT(read_wav(folder.path() / "no.wav").error().what,
             Catch::Contains("no.wav: No such file"));
  CHECK_THAT(read_wav(folder.path()).error().what,
             Catch::Contains("no file with samples"));
}
