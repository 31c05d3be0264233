#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "agent/sdk/include/soundcheck/soundcheck.h"
#include "agent/sdk/wire.hpp"

namespace soundcheck::sdk {

// What the daemon answers, as the structures of soundcheck.h. Whatever the
// bytes are, each of these is whole: what cannot be read is empty.

/// A LocalResponse, still encoded inside.
struct Response {
  enum class Kind { none, progress, error, done };

  std::uint64_t id = 0;
  Kind kind = Kind::none;
  std::string_view body;
};

/// False when it is no LocalResponse.
bool read_response(std::string_view payload, Response& response);

struct Failure {
  int error = SOUNDCHECK_INTERNAL;
  std::string message;
};
Failure read_error(std::string_view body);

/// Of the answer to `watch`.
std::uint64_t revision_of(std::string_view done);

/// One of the two texts of a Done.
std::string_view text_of(std::string_view done, bool chinese);

/// Keeps parts of a structure where they are, for as long as it lives.
template <class Item>
class List {
 public:
  Item& add() {
    kept_.emplace_back();
    pointers_.push_back(&kept_.back());
    return kept_.back();
  }
  const Item* const* data() const { return pointers_.data(); }
  std::size_t size() const { return pointers_.size(); }

 private:
  std::deque<Item> kept_;
  std::vector<const Item*> pointers_;
};

class Texts {
 public:
  const char* keep(std::string_view text) {
    return kept_.emplace_back(text).c_str();
  }

 private:
  std::deque<std::string> kept_;
};

struct Result {
  explicit Result(std::string_view body);
  Result(const Result&) = delete;
  Result& operator=(const Result&) = delete;

  Texts texts;
  List<soundcheck_measurement> measurements;
  List<soundcheck_finding> findings;
  soundcheck_result view{};

 private:
  void add_measurement(std::string_view body);
  void add_finding(std::string_view body);
};

struct Progress {
  explicit Progress(std::string_view body);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  Texts texts;
  std::unique_ptr<Result> finished;
  soundcheck_progress view{};
};

struct State {
  /// Of the answers to `watch` and to `get_consents`.
  State(std::string_view status, std::string_view pending);
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Texts texts;
  List<soundcheck_consent> consents;
  soundcheck_state view{};

 private:
  void read_status(std::string_view body);
  void add_consent(std::string_view body);
};

}  // namespace soundcheck::sdk

// What is handed out: what the caller sees, and behind it what keeps it.

struct OwnedResults : soundcheck_results {
  /// A daemon runs no more probes for one request.
  static constexpr std::size_t most = 64;

  explicit OwnedResults(std::string_view done);

  std::deque<soundcheck::sdk::Result> kept;
  std::vector<const soundcheck_result*> pointers;
};

struct OwnedDiagnosis : soundcheck_diagnosis {
  /// Of what diagnosing, or asking for the status, is answered with.
  explicit OwnedDiagnosis(std::string_view done);

  soundcheck::sdk::Texts texts;
  soundcheck::sdk::List<soundcheck_fault> kept;
  std::vector<const char*> missing;

 private:
  void read(std::string_view body);
  void add_fault(std::string_view body);
};

/// Has a sentence for every status.
struct OwnedAdvice : soundcheck_advice {
  OwnedAdvice(const soundcheck_diagnosis& diagnosis, bool chinese);

  soundcheck::sdk::Texts texts;
};
