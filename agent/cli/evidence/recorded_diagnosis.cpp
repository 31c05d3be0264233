#include "agent/cli/evidence/recorded_diagnosis.hpp"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <cmath>
#include <optional>

namespace soundcheck::cli {

namespace json = boost::json;
using namespace diagnosis;

namespace {

constexpr std::size_t most_bytes = std::size_t{4} * 1024 * 1024;
constexpr std::size_t most_items = 1000;

/// A part of the document and where it stands. Remembers the first problem of
/// the whole reading; after it everything reads as empty.
class Place {
 public:
  Place(const json::value* value, std::string path, std::string& problem)
      : value_(value), path_(std::move(path)), problem_(problem) {}

  Place at(const char* key) const {
    const auto* object = value_ ? value_->if_object() : nullptr;
    if (value_ && !object)
      complain("must be an object");
    const auto* found = object ? object->if_contains(key) : nullptr;
    return {found && !found->is_null() ? found : nullptr,
            path_.empty() ? key : path_ + '.' + key, problem_};
  }

  /// Nothing where there is no list.
  std::vector<Place> items() const {
    std::vector<Place> list;
    if (!value_)
      return list;
    const auto* array = value_->if_array();
    if (!array || array->size() > most_items) {
      complain("must be a list of at most 1000");
      return list;
    }
    for (std::size_t i = 0; i < array->size(); ++i) {
      list.push_back(
          {&(*array)[i], path_ + '[' + std::to_string(i) + ']', problem_});
    }
    return list;
  }

  std::string text() const {
    if (!value_)
      return "";
    if (const auto* text = value_->if_string())
      return std::string(*text);
    complain("must be a text");
    return "";
  }

  std::string needed_text() const {
    auto found = text();
    if (found.empty())
      complain("is missing");
    return found;
  }

  std::vector<std::string> texts() const {
    std::vector<std::string> list;
    for (const auto& item : items())
      list.push_back(item.text());
    return list;
  }

  std::optional<double> number() const {
    if (!value_)
      return std::nullopt;
    boost::system::error_code failed;
    const auto number = value_->to_number<double>(failed);
    if (!failed && std::isfinite(number))
      return number;
    complain("must be a number");
    return std::nullopt;
  }

  void complain(const char* what) const {
    if (problem_.empty())
      problem_ = path_ + ": " + what;
  }

 private:
  const json::value* value_;
  std::string path_;
  std::string& problem_;
};

Judgement judgement_of(const Place& place) {
  const auto word = place.needed_text();
  if (word == "passed")
    return Judgement::passed;
  if (word == "failed")
    return Judgement::failed;
  if (word == "not_supported")
    return Judgement::not_supported;
  if (word != "inconclusive" && word != "cancelled")
    place.complain("is no outcome");
  return Judgement::could_not_tell;
}

Answer answer_of(const Place& place) {
  const auto word = place.needed_text();
  if (word == "present")
    return Answer::present;
  if (word == "absent")
    return Answer::absent;
  if (word != "unknown")
    place.complain("is none of present, absent, unknown");
  return Answer::unknown;
}

Status status_of(const Place& place) {
  const auto word = place.text();
  if (word == "no_fault")
    return Status::no_fault;
  if (word == "fault")
    return Status::fault;
  if (word == "unknown_fault")
    return Status::unknown_fault;
  return Status::incomplete;
}

ProbeEvidence probe_of(const Place& place) {
  ProbeEvidence probe;
  probe.probe_id = place.at("probe_id").needed_text();
  probe.judgement = judgement_of(place.at("outcome"));
  for (const auto& item : place.at("findings").items()) {
    EvidenceItem finding{
        item.at("id").needed_text(), answer_of(item.at("presence")),
        item.at("evidence").text(), item.at("confidence").number()};
    probe.findings.push_back(std::move(finding));
  }
  return probe;
}

/// Reads results and how long each took. Returns when each ended, in ms.
std::vector<double> read_results(const Place& place,
                                 std::vector<ProbeEvidence>& results,
                                 std::vector<double>& seconds) {
  std::vector<double> ends;
  for (const auto& item : place.items()) {
    results.push_back(probe_of(item));
    const double took_ms = item.at("duration_ms").number().value_or(0);
    seconds.push_back(took_ms / 1000);
    ends.push_back(item.at("started_monotonic_ms").number().value_or(0) +
                   took_ms);
  }
  return ends;
}

void read_conclusion(const Place& place, Diagnosis& concluded) {
  concluded.status = status_of(place.at("status"));
  for (const auto& item : place.at("faults").items()) {
    RankedFault fault;
    fault.fault_id = item.at("fault_id").needed_text();
    fault.probability = item.at("probability").number().value_or(0);
    concluded.faults.push_back(std::move(fault));
  }
  for (const auto& item : place.at("rivals").items()) {
    concluded.rivals.push_back({item.at("fault_id").needed_text(),
                                item.at("probability").number().value_or(0)});
  }
  concluded.would_change = place.at("would_change").text();
  concluded.surprise = place.at("surprise").number().value_or(0);
}

void set_ages(const std::vector<double>& ends,
              std::vector<ProbeEvidence>& evidence) {
  if (ends.empty())
    return;
  const double last = *std::max_element(ends.begin(), ends.end());
  for (std::size_t i = 0; i < ends.size(); ++i) {
    constexpr double most_s = 1e9;
    evidence[i].age_s = static_cast<unsigned>(
        std::min(most_s, std::floor((last - ends[i]) / 1000)));
  }
}

}  // namespace

Result<RecordedDiagnosis> parse_recorded_diagnosis(std::string_view text) {
  if (text.size() > most_bytes)
    return Error(Errc::parse, "longer than 4 MiB");
  boost::system::error_code failure;
  const auto document = json::parse(text, failure);
  if (failure)
    return Error(Errc::parse, "is not JSON");
  std::string problem;
  const Place root(&document, "", problem);
  RecordedDiagnosis recorded;
  const auto diagnosis = root.at("diagnosis");
  recorded.knowledge_hash = diagnosis.at("knowledge_hash").needed_text();
  recorded.question = Question(diagnosis.at("complaint").text());
  recorded.question.circumstances = diagnosis.at("circumstances").texts();
  recorded.took_s = diagnosis.at("duration_ms").number().value_or(0) / 1000;
  read_conclusion(diagnosis, recorded.concluded);
  const auto ends =
      read_results(root.at("results"), recorded.evidence, recorded.seconds);
  set_ages(ends, recorded.evidence);
  (void)read_results(root.at("more_results"), recorded.more, recorded.seconds);
  recorded.truth = root.at("truth").texts();
  if (recorded.evidence.empty())
    root.at("results").complain("is missing");
  if (!problem.empty())
    return Error(Errc::parse, problem);
  return recorded;
}

}  // namespace soundcheck::cli
