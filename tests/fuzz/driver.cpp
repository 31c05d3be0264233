// Stands in for libFuzzer: plays every file of the folders it is given, then
// mutations of them. The same arguments play the same inputs.
//
// usage: TARGET [-runs=N] [FOLDER or FILE...]
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size);

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t max_bytes = 4096;

// What is played now, for the signal handler.
const Bytes* current = nullptr;

/// Only what a signal handler may call.
void tell_input(int signal_number) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string_view head = "input in hex: ";
  auto written = ::write(STDERR_FILENO, head.data(), head.size());
  for (std::size_t i = 0; current && i < current->size(); ++i) {
    const char pair[] = {digits[(*current)[i] >> 4],
                         digits[(*current)[i] & 15]};
    written += ::write(STDERR_FILENO, pair, sizeof pair);
  }
  written += ::write(STDERR_FILENO, "\n", 1);
  std::signal(signal_number, SIG_DFL);
  std::raise(written > 0 ? signal_number : SIGKILL);
}

void play(const Bytes& input) {
  current = &input;
  LLVMFuzzerTestOneInput(input.data(), input.size());
  current = nullptr;
}

Bytes read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Bytes> read_all(const fs::path& where) {
  if (!fs::is_directory(where))
    return {read(where)};
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(where))
    files.insert(entry.path());
  std::vector<Bytes> inputs;
  inputs.reserve(files.size());
  for (const auto& file : files)
    inputs.push_back(read(file));
  return inputs;
}

class Mutator {
 public:
  explicit Mutator(std::vector<Bytes> corpus) : corpus_(std::move(corpus)) {}

  Bytes next() {
    auto input = corpus_[below(corpus_.size())];
    for (auto changes = below(4) + 1; changes > 0; --changes)
      change(input);
    input.resize(std::min(input.size(), max_bytes));
    return input;
  }

 private:
  std::size_t below(std::size_t limit) { return limit ? random_() % limit : 0; }
  std::uint8_t any_byte() { return static_cast<std::uint8_t>(random_()); }

  void change(Bytes& input) {
    const auto at =
        input.begin() + static_cast<std::ptrdiff_t>(below(input.size()));
    const auto& other = corpus_[below(corpus_.size())];
    const auto part = static_cast<std::ptrdiff_t>(below(other.size()));
    switch (below(6)) {
      case 0:
        if (!input.empty())
          *at = static_cast<std::uint8_t>(*at ^ (1U << below(8)));
        break;
      case 1:
        if (!input.empty())
          *at = any_byte();
        break;
      case 2:
        input.insert(at, below(64) + 1, any_byte());
        break;
      case 3:
        input.erase(at, input.end());
        break;
      case 4:
        input.insert(at, other.begin() + part, other.end());
        break;
      default:
        if (!input.empty())
          input.erase(at);
    }
  }

  std::vector<Bytes> corpus_;
  std::mt19937 random_;  // NOLINT: the same inputs each time, on purpose
};

}  // namespace

int main(int argc, char** argv) {
  for (const int fatal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE})
    std::signal(fatal, tell_input);
  std::size_t runs = 1000;
  std::vector<Bytes> corpus;
  for (const std::string_view argument :
       std::vector<std::string_view>(argv + 1, argv + argc)) {
    if (argument.starts_with("-runs=")) {
      runs = std::strtoul(argument.substr(6).data(), nullptr, 10);
    } else {
      const auto inputs = read_all(argument);
      corpus.insert(corpus.end(), inputs.begin(), inputs.end());
    }
  }
  for (const auto& input : corpus)
    play(input);
  const auto files = corpus.size();
  corpus.push_back({});
  Mutator mutator(std::move(corpus));
  for (std::size_t i = 0; i < runs; ++i)
    play(mutator.next());
  std::printf("%zu files and %zu mutations\n", files, runs);
  return 0;
}
