#include "agent/cli/evidence/evidence_commands.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <ostream>

#include "agent/checkup.hpp"
#include "agent/cli/evidence/knowledge_text.hpp"
#include "agent/cli/evidence/replay.hpp"
#include "agent/cli/json.hpp"
#include "agent/cli/print.hpp"
#include "agent/knowledge/load.hpp"
#include "agent/report.hpp"
#include "probes/board/whole_file.hpp"

namespace soundcheck::cli {

namespace {

namespace json = boost::json;

constexpr std::size_t most_bytes = std::size_t{4} * 1024 * 1024;

/// What a command works with.
struct Work {
  const EvidenceOptions& options;
  std::ostream& out;
  std::ostream& err;
  Language language;

  Exit give_up(const Error& error, Exit exit) const {
    if (options.json) {
      out << json_of_error(std::string(to_string(error.code)), error.what)
          << '\n';
    }
    err << "soundcheck: " << printable(error.what) << '\n';
    return exit;
  }
};

v1::Diagnosis wire_of(const Replay& replayed,
                      const RecordedDiagnosis& recorded,
                      const diagnosis::Knowledge& knowledge) {
  CheckupResult result;
  result.diagnosis = replayed.diagnosis;
  result.question = recorded.question;
  result.knowledge_hash = knowledge.hash;
  return to_wire(result);
}

void tell(const Work& work,
          const Replay& replayed,
          const RecordedDiagnosis& recorded,
          const diagnosis::Knowledge& knowledge) {
  const auto wire = wire_of(replayed, recorded, knowledge);
  if (work.options.json) {
    auto document = json::parse(json_of(wire, {})).as_object();
    document.erase("results");
    json::array differences;
    for (const auto& one : replayed.differences)
      differences.emplace_back(one);
    document["same_knowledge"] = replayed.same_knowledge;
    document["recorded_knowledge_hash"] = recorded.knowledge_hash;
    document["differences"] = std::move(differences);
    work.out << json::serialize(document) << '\n';
    return;
  }
  print_diagnosis(work.out, wire, &knowledge, work.language);
  if (!replayed.same_knowledge) {
    work.out << "made with another knowledge base: " << recorded.knowledge_hash
             << ", here " << knowledge.hash << '\n';
  }
  for (const auto& one : replayed.differences)
    work.out << "differs: " << printable(one) << '\n';
  if (replayed.differences.empty())
    work.out << "the same as it was kept\n";
}

Exit replay_file(const Work& work, const diagnosis::Knowledge& knowledge) {
  const auto text = read_whole_file(work.options.file, most_bytes);
  if (!text)
    return work.give_up(text.error(), Exit::data);
  const auto recorded = parse_recorded_diagnosis(*text);
  if (!recorded) {
    return work.give_up(recorded.error().during(work.options.file), Exit::data);
  }
  const auto replayed = replay(*recorded, knowledge);
  tell(work, replayed, *recorded, knowledge);
  return replayed.differences.empty() ? Exit::good : Exit::bad;
}

Exit explain_fault(const Work& work, const diagnosis::Knowledge& knowledge) {
  const auto* fault = knowledge.fault(work.options.fault_id);
  if (!fault) {
    return work.give_up({Errc::unsupported,
                         "there is no fault \"" + work.options.fault_id + '"'},
                        Exit::usage);
  }
  if (work.options.json)
    work.out << explain_json(knowledge, *fault) << '\n';
  else
    work.out << explain_text(knowledge, *fault, work.language);
  return Exit::good;
}

/// Reading it is the check: what cannot be used is not read.
Exit tell_sound(const Work& work, const diagnosis::Knowledge& knowledge) {
  if (work.options.json) {
    work.out << json::serialize(json::object{{"version", knowledge.version},
                                             {"hash", knowledge.hash}})
             << '\n';
  } else {
    work.out << work.options.knowledge << ": version " << knowledge.version
             << ", " << knowledge.hash << ", sound\n";
  }
  return Exit::good;
}

}  // namespace

Exit execute_evidence(const EvidenceOptions& options,
                      std::ostream& out,
                      std::ostream& err) {
  const Work work{options, out, err,
                  options.chinese ? Language::zh : Language::en};
  const auto knowledge = load_knowledge(options.knowledge);
  if (!knowledge)
    return work.give_up(knowledge.error(), Exit::configuration);
  switch (options.verb) {
    case EvidenceVerb::replay:
      return replay_file(work, *knowledge);
    case EvidenceVerb::knowledge_check:
      return tell_sound(work, *knowledge);
    case EvidenceVerb::knowledge_stats:
      out << (options.json ? stats_json(*knowledge) + '\n'
                           : stats_text(*knowledge));
      return Exit::good;
    case EvidenceVerb::knowledge_explain:
      return explain_fault(work, *knowledge);
  }
  return Exit::usage;
}

}  // namespace soundcheck::cli
