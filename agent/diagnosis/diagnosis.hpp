#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soundcheck::diagnosis {

/// Three-valued answer to one finding, as the engine sees it. Pure types: this
/// folder knows neither probes nor protobuf I/O nor time.
enum class Answer { unknown, present, absent };

struct EvidenceItem {
  std::string finding_id;
  Answer answer;
  std::string text;
  /// That it is present, where the probe can say how sure it is; otherwise 1
  /// or 0, as the answer says.
  std::optional<double> probability = std::nullopt;
};

/// What a probe said as a whole.
enum class Judgement { passed, failed, could_not_tell, not_supported };

/// What one probe contributed.
struct ProbeEvidence {
  std::string probe_id;
  Judgement judgement = Judgement::could_not_tell;
  std::vector<EvidenceItem> findings;
  unsigned age_s = 0;  ///< since it answered
};

struct RankedFault {
  std::string fault_id;
  std::string code;
  double probability = 0;
  std::vector<EvidenceItem> evidence_for;
  std::vector<EvidenceItem> evidence_against;
  std::vector<std::string> remedy_ids;
};

enum class Status { no_fault, fault, unknown_fault, incomplete };

/// A fault that the evidence speaks for too, but less than for those named.
struct Rival {
  std::string fault_id;
  double probability = 0;
};

struct Diagnosis {
  Status status = Status::incomplete;
  std::vector<RankedFault> faults;
  std::vector<std::string> not_measured;  ///< probe ids
  std::vector<std::string> probes_run;
  std::vector<Rival> rivals;  ///< most probable first
  /// The probe without an answer that would change most; empty: none would.
  std::string would_change;
  /// How far the evidence is from what the best explanation lets expect, in
  /// standard deviations.
  double surprise = 0;
};

struct NextTest {
  std::string probe_id;
  std::string why_id;           ///< id of the gate or finding that asks for it
  unsigned expected_tests = 0;  ///< tests in all, as far as is known now
  /// The two faults that it tells apart best; empty: it separates none.
  std::vector<std::string> separates = {};
};

/// What is asked of a diagnosis.
struct Question {
  /// `complaint` is a lower-case word of the wire's Complaint, or empty for a
  /// general check-up.
  Question(std::string word) : complaint(std::move(word)) {}
  Question(std::string_view word) : complaint(word) {}
  Question(const char* word) : complaint(word) {}

  std::string complaint;
  /// See circumstance_words() and unhelped().
  std::vector<std::string> circumstances;
};

/// Names the cause from the evidence. Deterministic: the same evidence in the
/// same order gives the same answers.
class Engine {
 public:
  virtual ~Engine() = default;
  /// The test to run next, or nothing when it would not change the answer.
  virtual std::optional<NextTest> next_test(
      const std::vector<ProbeEvidence>& so_far,
      const Question& question) const = 0;
  virtual Diagnosis conclude(const std::vector<ProbeEvidence>& evidence,
                             const Question& question) const = 0;
  /// Of the knowledge that it goes by; empty: of none that has one.
  virtual std::string_view knowledge_hash() const { return {}; }
};

}  // namespace soundcheck::diagnosis
